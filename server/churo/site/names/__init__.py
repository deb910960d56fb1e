"""How names are found by likeness, among those in memory or in tables on disk."""
