"""The addresses /reconcile*: finds the entity that a name means (Reconciliation Service API 0.2)."""
