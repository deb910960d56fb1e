"""The address /search: names, claims, questions and sources, by words or by another's identifier."""
