"""An HTTP server's work, whatever is served: it knows no graph, no RDF and no template."""
