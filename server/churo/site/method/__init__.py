"""The addresses /method and /gaps: how to read what is published, and what of it is missing."""
