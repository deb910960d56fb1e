"""Finds the entity that a name means: Reconciliation Service API 0.2, without its HTTP side."""
