"""The web face: the only package that imports Flask and granian."""
