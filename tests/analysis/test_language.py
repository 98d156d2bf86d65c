"""Which language a text is in: the screen, langdetect behind it, and what it costs."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintnews.analysis import language
from lintnews.analysis.analysis import Analysis
from lintnews.analysis.language import foreign_passages, passage_language
from lintnews.analysis.shadow import fold
from lintnews.documents.document import from_text

GERMAN = "Die Ministerin sagte am Montag, dass die Brücke nicht vor dem Sommer fertig wird und mehr Geld kostet."
UKRAINIAN = "Міністр заявив у понеділок, що міст не буде готовий до літа і коштуватиме більше, ніж планувалося."
DUTCH = "De minister zei maandag dat de brug niet voor de zomer klaar is en dat het werk in de wijk duur is of was."
ENGLISH = "The minister said on Monday that the bridge would not be ready in the summer, and that it would cost more."


def passage(text: str) -> str:
    return passage_language(text, fold(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (UKRAINIAN, "uk"),
        (DUTCH, "nl"),
        ("Le ministre a dit lundi que le pont ne serait pas prêt avant l'été et qu'il coûterait plus cher.", "fr"),
        ("Ministern sade på måndagen att bron inte kommer att vara klar före sommaren och att den blir dyrare.", "sv"),
        ("大臣は月曜日、橋は夏までに完成せず、当初の計画よりも費用がかかると語った。住民は長く待たされている。", "ja"),
        ("Paolo Bianchi, Giulia Romano, Ludovica Ferri, Matteo Conti, Alessandra Galli, Chiara Leone", ""),
        ("Das ist kurz.", ""),
        ("", ""),
        ("12,345 67,890 11.5% 2024-01-01 3:2 12,345 67,890 11.5% 2024-01-01 3:2", ""),
    ],
)  # fmt: skip
def test_language_of_a_passage(text: str, expected: str) -> None:
    assert passage(text) == expected


def test_capitals_are_read_as_words() -> None:
    assert passage(GERMAN.upper()) == "de"


def test_a_text_is_in_the_language_of_most_of_it() -> None:
    assert Analysis(from_text(f"{ENGLISH}\n\n{UKRAINIAN}\n\n{UKRAINIAN}")).language == "uk"
    assert Analysis(from_text(f"{ENGLISH}\n\n{UKRAINIAN}\n\n{ENGLISH}")).language == "en"
    assert Analysis(from_text(DUTCH)).language == "nl"
    assert Analysis(from_text("Plans")).language == ""


def test_foreign_passages_are_those_that_are_surely_in_another_language() -> None:
    text = f"{ENGLISH}\nKurz auf Deutsch.\n{GERMAN}\n{ENGLISH}"
    spans = zip(*Analysis(from_text(text)).paragraphs, strict=True)
    found = list(foreign_passages(text, fold(text), spans, "en"))
    assert [(text[start:end], name) for start, end, name in found] == [(GERMAN, "de")]
    assert list(foreign_passages(text, fold(text), [(0, len(text))], "")) == []


@pytest.mark.parametrize(
    "line",
    [
        "La historia de la mujer de 77 años que acaba de graduarse de la universidad en Cali",
        "Dmitry Muratov, periodista ruso y Premio Nobel de la Paz (REUTERS/Denis Balibouse)",
        "Después de 20 años, la Ciudad da un primer paso para construir la línea de subte F",
    ],
)
def test_short_line_with_the_little_words_of_its_text_is_not_foreign(line: str) -> None:
    text = f"El ministro dijo el lunes que el puente no estará listo antes del verano y que costará más.\n{line}"
    assert Analysis(from_text(text)).language == "es"
    assert not Analysis(from_text(text)).foreign_paragraphs


def test_line_in_another_script_is_foreign_whatever_names_it_holds() -> None:
    text = f"{ENGLISH}\nRT @a: पानी नहीं की राजनीति गन्दी है एक सैम्पल पूजा शर्मा जी के घर से लिया गया है जिनका पता A 182/9"
    assert Analysis(from_text(text)).foreign_paragraphs == {1: "hi"}


def test_english_needs_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(text: str) -> tuple[str, float]:
        raise AssertionError(f"langdetect was asked about {text!r}")

    monkeypatch.setattr(language, "_detect", refuse)
    assert passage(ENGLISH) == "en"
    assert Analysis(from_text(ENGLISH)).language == "en"


def test_english_text_loads_no_detector_and_no_readability() -> None:
    code = (
        "import sys\n"
        "from lintnews.checks import catalogue\n"
        "from lintnews.documents.document import from_text\n"
        "from lintnews.engine import Engine\n"
        "from lintnews.selection import everything\n"
        "rules = catalogue.rules()\n"
        f"text = {ENGLISH!r}\n"
        "Engine(rules, catalogue.FUNCTIONS, fast=False).lint(from_text(text), everything(rules))\n"
        "print(sorted({'langdetect', 'textstat', 'language_tool_python', 'requests'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@given(st.text(max_size=300))
def test_any_text_has_a_language_or_none(text: str) -> None:
    found = passage(text)
    assert found == passage(text)
    assert found == "" or found.isalpha()


@pytest.mark.parametrize(
    ("text", "far"), [("We \u2764\ufe0f it.", False), ("\ufeffA", False), ("Да", True), ("Ａ", True)]
)
def test_selectors_of_emoji_are_no_letters(text: str, far: bool) -> None:
    assert Analysis(from_text(text)).has_far_letters == far


def test_scripts_that_langdetect_does_not_know_have_their_language() -> None:
    georgian = "მინისტრმა ორშაბათს განაცხადა, რომ ხიდი ზაფხულამდე არ იქნება მზად და მეტი ფული დაჯდება."
    armenian = "Նախարարը երկուշաբթի օրը հայտարարեց, որ կամուրջը մինչև ամառ պատրաստ չի լինի և ավելի թանկ կարժենա։"
    assert (passage(georgian), passage(armenian)) == ("ka", "hy")


def test_letters_tell_a_text_without_little_words() -> None:
    lithuanian = (
        "Miesto taryba antradienį patvirtino tilto rekonstrukcijos projektą.\n\n"
        "Darbai prasidės pavasarį, brangs šildymas, mažės eismo spūstys.\n"
    )
    assert Analysis(from_text(lithuanian)).language == "lt"
    names = "José Muñoz, Zoë Brontë, Renée Núñez, Siân Müller, Søren Ångström, Chloë Sørensen, Anaïs Škoda, Łukasz Żak"
    assert Analysis(from_text(f"{names} the and of to\n")).language != "lt"


def test_languages_that_are_close_are_not_foreign_to_each_other() -> None:
    danish = (
        "Ministeren sagde mandag, at broen ikke er færdig før sommeren, og at den bliver dyrere end ventet af mange."
    )
    norwegian = (
        "Ministeren sa mandag at broen ikke er ferdig før sommeren, og at den blir dyrere enn det som var ventet."
    )
    text = f"{danish}\n\n{danish}\n\n{norwegian}"
    spans = [(0, len(danish)), (len(text) - len(norwegian), len(text))]
    assert list(foreign_passages(text, fold(text), spans, "da")) == []
    assert [found[2] for found in foreign_passages(text, fold(text), spans, "de")] == ["da", "no"]


def test_a_menu_in_front_of_a_text_does_not_decide() -> None:
    menu = "\n".join(f"Normativa {number}" for number in range(400))
    assert len(menu) > 4000
    italian = (
        "Il ministro ha detto che il ponte non sarà pronto prima dell'estate e che i lavori della città sono cari."
    )
    assert Analysis(from_text(f"{menu}\n\n{italian}\n\n{italian}\n")).language == "it"
