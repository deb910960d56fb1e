"""The addresses of things, vocabularies and their documents: every IRI of the release by path."""
