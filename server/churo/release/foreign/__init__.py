"""RDF of other people: read as it is, within limits."""
