"""What an address of ours answers: a room for each family of addresses, on one ground floor."""
