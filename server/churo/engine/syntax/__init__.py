"""The text of a query: its tokens, what they name and ask, and what is mended in them."""
