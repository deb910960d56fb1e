"""The figures of a release: series by who gives them, drawn and listed."""
