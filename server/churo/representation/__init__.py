"""How an answer looks as bytes."""
