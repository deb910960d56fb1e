"""Whose query is answered next, by which process, and what replaces one that ended."""
