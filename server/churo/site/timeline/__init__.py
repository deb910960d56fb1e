"""The events of a release in time, chosen by what they are, who took part and when."""
