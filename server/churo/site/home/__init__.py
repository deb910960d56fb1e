"""The first page, and the pages that document the kinds of problems."""
