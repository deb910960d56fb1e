"""How names are compared: folded to one spelling, and found by likeness."""
