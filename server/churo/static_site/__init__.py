"""The site of a release as files, for a web server that computes nothing."""
