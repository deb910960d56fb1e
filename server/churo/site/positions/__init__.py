"""The address /positions: who takes which position in which matter, side by side."""
