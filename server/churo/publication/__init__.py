"""What is known of what is published: its catalogue, names, files, history and digests."""
