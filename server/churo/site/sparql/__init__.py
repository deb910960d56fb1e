"""The addresses /sparql and /sparql/description.*: queries, the query page, the service description."""
