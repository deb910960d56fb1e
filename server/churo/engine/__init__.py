"""How a query is answered: by workers of our own, or by a remote endpoint."""
