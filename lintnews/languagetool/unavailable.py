"""What keeps LanguageTool from being used."""


class Unavailable(Exception):  # noqa: N818  (says what is the case; every use reads "except Unavailable")
    """LanguageTool cannot be used: one line that says why and what mends it."""
