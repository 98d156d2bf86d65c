"""How often Python looks for dead circles of objects."""

import gc

_OBJECTS = 50_000  # new ones between two looks; 700 otherwise, which costs a twentieth to a fifth of the time


def collect_seldom() -> None:
    """Let Python look for dead circles of objects less often, in this process and those it forks."""
    gc.set_threshold(_OBJECTS, *gc.get_threshold()[1:])
