"""The languages of the interface and of what is named: the first is that of whoever names none."""

LANGUAGES = ("en", "ja", "zh", "ru")
