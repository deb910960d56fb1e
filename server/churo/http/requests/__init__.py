"""How a request is read, within bounds, and who sent it."""
