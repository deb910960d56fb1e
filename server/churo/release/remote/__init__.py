"""A release elsewhere: fetched, verified, pushed."""
