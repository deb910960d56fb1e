"""The address /errors: what the documents got wrong, and what is right."""
