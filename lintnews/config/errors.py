"""What is wrong with a setting, in one line."""

from collections.abc import Iterable


class ConfigError(Exception):
    """A setting that cannot be used: the message names its place, the setting and the choices."""


def nearest(name: str, choices: Iterable[str], most: int = 3) -> list[str]:
    """The choices most like a misspelt name, best first; names that differ in the part after the slash count too."""
    from difflib import get_close_matches

    some = list(dict.fromkeys(choices))
    return (
        get_close_matches(name, some, n=most, cutoff=0.6)
        or [each for each in some if each.partition("/")[2] == name.rpartition("/")[2] != ""][:most]
    )


def hint(name: str, choices: Iterable[str]) -> str:
    """The end of a complaint about an unknown name: the nearest choices, or all of them where none is near."""
    some = sorted(choices)
    close = nearest(name, some)
    if close:
        return f"; did you mean {' or '.join(repr(each) for each in close)}?"
    return f"; expected one of {', '.join(some)}" if some else ""
