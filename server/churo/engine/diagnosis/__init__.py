"""What is said of a query: why it does not parse, what was probably meant, what to know of its answer."""
