"""What is installed, which optional part is on, why one is not, and the one command that mends it."""

import importlib.metadata
import platform
import re
import tempfile
from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from lintnews import __version__, cachedir
from lintnews.analysis.language import passage_language
from lintnews.analysis.readability import metrics
from lintnews.analysis.shadow import fold
from lintnews.checks import catalogue
from lintnews.checks.matcher import Matcher
from lintnews.config.settings import Config
from lintnews.corpus.proofreading import wants_grammar
from lintnews.languagetool.installation import damaged, find_installation
from lintnews.languagetool.java import find_java
from lintnews.languagetool.server import about, start
from lintnews.languagetool.unavailable import Unavailable
from lintnews.positions import Span

_GERMAN = "Die Ministerin sagte am Montag, dass die Brücke nicht vor dem Sommer fertig wird und mehr Geld kostet."
_NAME = re.compile(r"[\w.-]+")
_EXTRA = re.compile(r"""extra == ["']([\w-]+)["']""")
_FOR_WORK_ON_LINTNEWS = "dev"


class _Damaged(Unavailable):
    """It is there, and broken."""


class State(Enum):
    """How a part is: it works; it is off, which is no fault; it is on and does not work."""

    OK = "ok"
    OFF = "off"
    BAD = "BAD"


class Check(NamedTuple):
    """One part: its name, how it is, what is known of it, and the command that mends it or turns it on."""

    name: str
    state: State
    words: str
    mend: str = ""


def examine(config: Config, *, start_server: bool = True) -> Iterator[Check]:
    """All checks, one after the other as they are done.

    Args:
        config: which optional parts are on.
        start_server: see whether LanguageTool really starts, which takes some seconds.
    """
    yield _python()
    yield from _packages()
    yield from _extras()
    yield _cache()
    yield _rules(config)
    yield _hyperscan()
    yield _language()
    yield _readability(config)
    yield from _languagetool(config, start_server=start_server)


def _python() -> Check:
    words = f"lintnews {__version__}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    return Check("lintnews", State.OK, words)


def _packages() -> Iterator[Check]:
    """The libraries that are missing; one line if none is."""
    wanted = _needs()
    if wanted is None:
        yield Check("packages", State.OFF, "not installed as a package, so its needs are not known", "pip install .")
        return
    names = [_NAME.match(each) for each in wanted if "extra ==" not in each]
    missing = [name[0] for name in names if name and not _installed(name[0])]
    if missing:
        yield Check("packages", State.BAD, f"missing: {', '.join(missing)}", f"pip install {' '.join(missing)}")
    else:
        yield Check("packages", State.OK, f"all {len(names)} are installed")


def _needs() -> list[str] | None:
    """What lintnews and its extras need; None where it is not installed as a package."""
    try:
        return importlib.metadata.requires("lintnews") or []
    except importlib.metadata.PackageNotFoundError:
        return None


def _extras() -> Iterator[Check]:
    """Which optional parts have all they need, in one line."""
    there: dict[str, bool] = {}
    for each in _needs() or ():
        extra, name = _EXTRA.search(each), _NAME.match(each)
        if extra and name and extra[1] != _FOR_WORK_ON_LINTNEWS:
            there[extra[1]] = there.get(extra[1], True) and _installed(name[0])
    if not there:
        return
    missing = [extra for extra, whole in there.items() if not whole]
    words = f"there: {', '.join(extra for extra, whole in there.items() if whole) or 'none'}"
    if missing:
        words += f"; not installed: {', '.join(missing)}"
        yield Check("extras", State.OFF, words, f"pip install 'lintnews[{','.join(missing)}]'")
    else:
        yield Check("extras", State.OK, words)


def _installed(name: str) -> bool:
    try:
        importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _cache() -> Check:
    place = cachedir.folder()
    try:
        place.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=place, prefix=".doctor-"):
            pass
    except OSError as error:
        words = f"{place} cannot be written ({error.strerror}), so every run compiles its rules again"
        return Check("cache", State.BAD, words, "export LINTNEWS_CACHE_DIR=FOLDER")
    size = sum(file.stat().st_size for file in cachedir.files())
    return Check("cache", State.OK, f"{place}, {size / 1e6:,.1f} MB; lintnews cache clear empties it")


def _rules(config: Config) -> Check:
    return _tried(
        "rules", lambda: f"{len(catalogue.rules(config.rule_folders, config.plugins))} rules", "lintnews rules"
    )


def _hyperscan() -> Check:
    fast = Matcher(catalogue.rules()[:1], fast=True).fast
    if fast:
        return Check("hyperscan", State.OK, "all patterns in one pass")
    return Check("hyperscan", State.OFF, "not installed, so matching is slower", "pip install hyperscan")


def _language() -> Check:
    def works() -> str:
        found = passage_language(_GERMAN, fold(_GERMAN))
        if found != "de":
            raise ValueError(f"takes German for {found or 'nothing'}")
        return "langdetect tells languages apart"

    return _tried("language", works, "pip install --force-reinstall langdetect")


def _readability(config: Config) -> Check:
    def works() -> str:
        ease = metrics("The cat sat on the mat.", [Span(0, 23)])["flesch_reading_ease"]
        return f"textstat works, without network (a cat on a mat: {ease:g})"

    check = _tried("readability", works, "pip install --force-reinstall textstat==0.7.8")
    if check.state == State.OK and not config.metrics:
        return Check("readability", State.OFF, f"not asked for; {check.words}", "lintnews check --metrics")
    return check


def _tried(name: str, work: Callable[[], str], mend: str) -> Check:
    try:
        return Check(name, State.OK, work())
    except Exception as error:  # whatever is broken is what a doctor is for
        return Check(name, State.BAD, f"{type(error).__name__}: {error}", mend)


def _languagetool(config: Config, *, start_server: bool) -> Iterator[Check]:
    on = wants_grammar(config)
    grammar = config.grammar
    try:
        if grammar.url:
            words = f"LanguageTool {about(grammar.url)} answers at {grammar.url}"
        else:
            yield _java(config)
            words = _local(config, start_server=start_server)
    except Unavailable as error:
        state = State.BAD if on or isinstance(error, _Damaged) else State.OFF
        mend = "lintnews setup languagetool" if not grammar.url else f"start the server at {grammar.url}"
        yield Check("grammar", state, str(error), mend)
        return
    if on:
        yield Check("grammar", State.OK, words)
    else:
        yield Check("grammar", State.OFF, f"not asked for; {words}", "lintnews check --grammar")


def _java(config: Config) -> Check:
    try:
        java = find_java(config.grammar.java)
    except Unavailable as error:
        return Check("java", State.BAD if wants_grammar(config) else State.OFF, str(error))
    return Check("java", State.OK, f"Java {java.version} at {java.path}")


def _local(config: Config, *, start_server: bool) -> str:
    """What is known of a LanguageTool on this machine.

    Raises:
        Unavailable: it is not there, damaged, or does not start.
    """
    found = find_installation(config.grammar.folder)
    bad = damaged(found)
    if bad:
        more = f" and {len(bad) - 1} more" if len(bad) > 1 else ""
        raise _Damaged(f"LanguageTool in {found.folder} is damaged: {bad[0]}{more}")
    words = f"LanguageTool {found.version or '(version not known)'} in {found.folder}"
    if not start_server:
        return words
    with start(found, find_java(config.grammar.java), patience=config.grammar.patience) as server:
        return f"{words} starts and answers as {server.version}"
