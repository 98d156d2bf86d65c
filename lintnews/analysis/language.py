"""Which language a text is in. The only home of langdetect."""

_NEEDLES = (
    " the ",
    " of ",
    " and ",
    " to ",
    " in ",
    " a ",
    " is ",
    " that ",
    " for ",
    " it ",
    " on ",
    " with ",
    " as ",
    " was ",
)
_ENOUGH = 3
_SHORTEST = 100
_SAMPLE = 4000


def text_language(shadow: str, text: str) -> str:
    """The language of a text as a two-letter code (ISO 639-1), empty where nothing can be said.

    Three different English function words settle it. Else langdetect decides, seeded, from 100 characters up.
    """
    sample = f" {shadow[:_SAMPLE].lower()} "
    if sum(needle in sample for needle in _NEEDLES) >= _ENOUGH:
        return "en"
    if len(text) < _SHORTEST:
        return ""
    return _detect(text[:_SAMPLE])


def _detect(text: str) -> str:
    import langdetect

    langdetect.DetectorFactory.seed = 0
    try:
        return str(langdetect.detect(text)).partition("-")[0]
    except langdetect.LangDetectException:
        return ""
