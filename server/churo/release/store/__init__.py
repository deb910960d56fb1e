"""The store on disk of a release that is too large for memory, and what is computed from it."""
