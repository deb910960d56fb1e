"""How the site asks the engine: its own queries, read from files, and what they answer."""
