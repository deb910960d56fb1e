"""How a reply leaves: made ready, kept, joined with equal ones, from memory or a file, at once or later."""
