"""How much of the server one client has: in computing, and at a time."""
