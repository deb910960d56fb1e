"""The tables of a release: what there is to download, and browsing in them."""
