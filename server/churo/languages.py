"""The languages of the interface and of what is named: the first is that of whoever names none.

Each has its words in ``site/messages``; rules in ``queries/hygiene`` and wordings in ``queries/views`` name them,
too.
"""

LANGUAGES = ("en", "ja", "zh", "ru")
