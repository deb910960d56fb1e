"""The engine behind an address."""
