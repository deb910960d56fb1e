"""What is wrong with a house: shapes, hygiene, answers, positions."""
