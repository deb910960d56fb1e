"""The door for analysts: a release in rdflib and in data frames, without a server."""
