"""What a view gives back: a reply, a redirection, a problem in words."""
