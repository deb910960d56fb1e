"""The processes that answer: what they refuse, what they may use, what they answer from."""
