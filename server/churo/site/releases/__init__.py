"""Which release is served, which lie beside it, and what they say of themselves."""
