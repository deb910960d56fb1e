"""The processes that serve, on one address, and what they share."""
