"""What programs that know nothing of the graph read and call: llms.txt, OpenAPI, tools for language models."""
