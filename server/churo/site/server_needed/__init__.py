"""What a copy of the site that is made of files says where only a server could answer."""
