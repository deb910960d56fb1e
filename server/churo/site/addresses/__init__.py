"""Which view an address leads to, and how addresses and parameters are read."""
