"""Words: both languages say the same things, properly written, and every key the code uses is there."""

import gettext
import re
import string
from collections import Counter, defaultdict
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest
from babel import Locale
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st

from kamescope.errors import Issue, RequestError
from kamescope.i18n import DEFAULT_LANGUAGE, HERE, LANGUAGES, Writing, messages, rounded, words
from kamescope.service import Role
from tests.reference import half_up
from tests.spoken import Use, all_literals, error_codes, uses
from tests.support import kamescope_model

ROOMS = sorted({path.stem for path in HERE.glob("*/*.po")})
KEY = re.compile(r"[a-z][a-z0-9_.]*")


def entries(language: str) -> list[tuple[str, str, Message]]:
    """(room, key, message) of a language."""
    found = []
    for room, catalogue in messages(language).items():
        for message in catalogue:
            if message.id:
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                found.append((room, key, message))
    return found


def forms(message: Message) -> tuple[str, ...]:
    """What a message says: one sentence, or one for each plural form."""
    return message.string if isinstance(message.string, tuple) else (message.string,)


def placeholders(text: str) -> set[str]:
    """The facts a sentence wants."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def by_key(language: str) -> dict[str, Message]:
    """Every message of a language."""
    return {key: message for _, key, message in entries(language)}


# The catalogues


def test_french_comes_first_and_english_is_there():
    assert LANGUAGES[0] == DEFAULT_LANGUAGE == "fr"
    assert "en" in LANGUAGES


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_the_same_in_every_language(room):
    spoken = {
        language: {key: isinstance(message.id, tuple) for place, key, message in entries(language) if place == room}
        for language in LANGUAGES
    }
    assert all(keys == spoken[DEFAULT_LANGUAGE] for keys in spoken.values())
    assert spoken[DEFAULT_LANGUAGE]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_defined_twice(language):
    written = Counter()
    for path in (HERE / language).glob("*.po"):
        written.update(re.findall(r'^msgid "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE))
    assert [key for key, count in written.items() if count > 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_empty_or_fuzzy_and_plurals_are_whole(language):
    for room, key, message in entries(language):
        assert not message.fuzzy, (room, key)
        assert all(form.strip() for form in forms(message)), (room, key)
        assert KEY.fullmatch(key), (room, key)
        if isinstance(message.id, tuple):
            assert message.id == (key, key), (room, key)
            assert len(forms(message)) == messages(language)[room].num_plurals, (room, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_says_its_language_and_its_plurals(language):
    """One locale in all rooms, that of the folder; counts that CLDR tells apart have forms of their own."""
    written = words(language).writing.locale
    assert written.language == Locale.parse(language).language
    for room, catalogue in messages(language).items():
        assert catalogue.locale == written, room
        form = gettext.c2py(catalogue.plural_expr)
        by_form = {(form(count), written.plural_form(count)) for count in range(1000)}
        assert len(by_form) == catalogue.num_plurals == len(dict(by_form)), room


def test_no_sentence_names_a_rater_group_of_the_shipped_model():
    """Under another model it would speak of people who answer nothing there; roles are no groups, alike or not."""
    others = [group for group in kamescope_model().groups if not group.is_self]
    names = {version for group in others for text in (group.name, group.plural) for _, version in text.versions}
    named = re.compile(rf"\b({'|'.join(names)}|management)\b", re.IGNORECASE)
    told = [(language, *entry) for language in LANGUAGES for entry in entries(language)]
    # Who buys, in files that no model is about, is no group either.
    told = [
        each for each in told if not each[1].startswith("lever") and each[2] not in {f"role.{role}" for role in Role}
    ]
    assert [each[:3] for each in told if any(named.search(form) for form in forms(each[-1]))] == []


def test_every_language_wants_the_same_facts():
    for key, message in by_key(DEFAULT_LANGUAGE).items():
        wanted = {language: facts_of(by_key(language)[key]) for language in LANGUAGES if key in by_key(language)}
        assert all(facts == facts_of(message) for facts in wanted.values()), (key, wanted)


def facts_of(message: Message) -> set[str]:
    """The facts of all forms; the count may be spelled out in one of them."""
    return set().union(*map(placeholders, forms(message))) - {"count"}


def test_plurals_differ_and_tell_the_count():
    for language in LANGUAGES:
        for room, key, message in entries(language):
            if isinstance(message.id, tuple):
                assert set().union(*map(placeholders, forms(message))), (language, room, key)


# French typography

CODE_OR_ADDRESS = re.compile(r"`[^`]*`|https?://\S+|:material/\w+:|\d:\d|&[a-z]+;|--[a-z-]+")
STREAMLIT_MARK = re.compile(r":[a-z]+(?:-[a-z]+)*\[|\*\*")


def prose(text: str) -> str:
    """A sentence whose facts, code and addresses are one sign each, without Streamlit's marks."""
    parts = [literal + ("0" if name is not None else "") for literal, name, _, _ in string.Formatter().parse(text)]
    return STREAMLIT_MARK.sub("", CODE_OR_ADDRESS.sub("0", "".join(parts)))


def french_faults(text: str) -> list[str]:
    """What French typography forbids in a sentence."""
    text = prose(text)
    faults = ["straight apostrophe"] if "'" in text else []
    faults += [f"no no-break space before {mark!r}" for mark in re.findall(r"(?<=[^\u00a0?!(])[:;?!%»]", text)]
    faults += ["no no-break space after «"] * bool(re.search(r"«(?!\u00a0)", text))
    faults += ["three dots"] * ("..." in text)
    return faults + ["double space"] * bool(re.search(r"[ \u00a0]{2}", text))


def test_the_check_of_typography_sees_faults():
    good = "« {kam} » : l’écart est-il de 5 % ? `a: b` https://a.b :material/error: :gray[◆] {when:%d}"
    spaced = re.sub(r" ([:;?!%»](?![a-z]))", "\u00a0\\1", good).replace("« ", "«\u00a0")
    assert french_faults(spaced) == []
    for bad in (
        "l'écart",
        "fin ?",
        "fin?",
        "« a\u00a0»",
        "«\u00a0a »",
        "5%",
        "5 %",
        "a : b",
        "a ; b",
        "trois...",
        "a  b",
    ):
        assert french_faults(bad), bad


def test_french_is_written_as_french():
    faults = {
        (room, key): found
        for room, key, message in entries("fr")
        if (found := [fault for form in forms(message) for fault in french_faults(form)])
    }
    assert faults == {}


def test_english_has_no_french_spacing_or_quotes():
    for room, key, message in entries("en"):
        for form in forms(message):
            assert not re.search(r"[«»]|[\u00a0 ][;?!](\s|$)", prose(form)), (room, key)


TOLD_APART = {
    "level.sub_factor": "a sheet's name too, in which not every sign may stand",
    "cut.midpoint": "a cut in short beside a switch, in full on paper: the other cuts differ",
    "menu.kam": "a part of the menu, and a choice whose other end is a cohort",
}
"""Texts that stand twice all the same, by the first of their keys, and why."""


def twins() -> dict[tuple[tuple[str, ...], ...], list[str]]:
    """Texts of several words that are the same under several keys, in every language; one tells apart enough."""
    keys = defaultdict(list)
    for key, message in by_key(DEFAULT_LANGUAGE).items():
        if any(len(re.findall(r"[^\W\d_]+", prose(form))) > 1 for form in forms(message)):
            keys[tuple(forms(by_key(language)[key]) for language in LANGUAGES)].append(key)
    return {said: sorted(found) for said, found in keys.items() if len(found) > 1}


def test_a_sentence_stands_once():
    assert [found for found in twins().values() if found[0] not in TOLD_APART] == []
    assert TOLD_APART.keys() <= {found[0] for found in twins().values()}, "a reason that is no longer needed"


# What the code asks for


@cache
def meant(pattern: str) -> list[Message]:
    """The messages whose keys fit a pattern."""
    fits = re.compile(pattern).fullmatch
    return [message for key, message in by_key(DEFAULT_LANGUAGE).items() if fits(key)]


def matching(use: Use) -> list[Message]:
    """The messages a look-up may mean."""
    return meant(use.pattern)


def test_the_scan_finds_the_look_ups():
    found = uses()
    assert len(found) > 5
    assert any(not use.is_whole for use in found)


def test_every_key_used_is_in_the_catalogue():
    assert [(use.where, use.pattern) for use in uses() if not matching(use)] == []


def test_plurals_are_asked_with_a_count_and_only_they():
    wrong = [
        (use.where, use.pattern)
        for use in uses()
        if use.is_whole and any(isinstance(message.id, tuple) != use.plural for message in matching(use))
    ]
    assert wrong == []


def test_every_look_up_gives_the_facts_its_sentence_wants():
    missing = {}
    for use in uses():
        if use.facts is not None and use.is_whole:
            for message in matching(use):
                wanted = facts_of(message) if use.plural else set().union(*map(placeholders, forms(message)))
                if wanted - use.facts:
                    missing[use.where] = wanted - use.facts
    assert missing == {}


def test_every_error_is_told_in_every_language():
    found = error_codes()
    assert {"model_invalid", "model_scale", "model_no_self", "model_text"} <= {code for _, code, _ in found}
    for language in LANGUAGES:
        missing = [(where, code) for where, code, _ in found if f"error.{code}" not in by_key(language)]
        assert missing == [], language


def test_every_error_carries_the_facts_its_sentence_wants():
    missing = {}
    for where, code, facts in error_codes():
        message = by_key(DEFAULT_LANGUAGE).get(f"error.{code}")
        if message and facts is not None and facts_of(message) - facts:
            missing[where] = (code, facts_of(message) - facts)
    assert missing == {}


def test_no_error_sentence_is_left_without_its_error():
    said = {key.removeprefix("error.") for key in by_key(DEFAULT_LANGUAGE) if key.startswith("error.")}
    assert said - all_literals() == set()


# Saying them


def test_an_error_is_a_sentence():
    limits = {"low": 5, "high": 1, "limit": 100}
    issue = Issue("error", "model_scale", facts={"file": "m.toml", "table": "scale", "key": "max"} | limits)
    assert words("fr").error(issue).startswith("m.toml, scale › max\u00a0: une échelle de 5 à 1 ne va pas.")
    assert words("en").error(issue).startswith("m.toml, scale › max: a scale from 5 to 1 will not do.")


def test_the_program_s_own_words_for_an_error_name_its_facts():
    assert str(RequestError("kam_unknown", kam="DUPONT")) == "kam_unknown: kam='DUPONT'"


def test_an_unknown_language_is_french_and_an_unknown_key_itself():
    assert words("xx").language == "fr"
    assert words("fr")("no.such.key") == "no.such.key"
    assert not words("fr").knows("no.such.key")
    assert words("fr").knows("environment")


def test_figures_as_the_language_writes_them():
    french, english = words("fr"), words("en")
    assert (french.number(4.25, 1), english.number(4.25, 1)) == ("4,3", "4.3")
    assert (french.percent(13.6363, 1), english.percent(13.6363, 1)) == ("13,6\u00a0%", "13.6%")
    assert french.percent(52.5) == "53\u00a0%"
    assert (french.signed(0.4722), french.signed(-1.5), french.signed(0)) == ("+0,47", "−1,50", "0,00")
    assert (french.signed(-0.004), french.number(-0.2), french.signed(0.004)) == ("0,00", "0", "0,00")
    assert english.number(1234567) == "1,234,567"
    assert (french.listing(["a", "b", "c"]), english.listing(["a", "b"])) == ("a, b et c", "a and b")


@pytest.mark.parametrize(
    ("locale", "number", "percent", "csv", "region"),
    [
        ("fr", "1\u202f250,5", ("", "\u00a0%"), ";", "fr-FR"),
        ("en_GB", "1,250.5", ("", "%"), ",", "en-GB"),
        ("de", "1.250,5", ("", "\u00a0%"), ";", "de-DE"),
        ("de_CH", "1'250.5", ("", "%"), ",", "de-CH"),
        ("pl", "1\u00a0250,5", ("", "%"), ";", "pl-PL"),
        ("eu", "1.250,5", ("%\u00a0", ""), ";", "eu-ES"),
        ("tr", "1.250,5", ("%", ""), ";", "tr-TR"),
    ],
)
def test_customs_come_from_the_locale(locale, number, percent, csv, region):
    writing = Writing(Locale.parse(locale))
    assert writing.number(1250.5, 1) == number
    assert (writing.percent, writing.separator, writing.region) == (percent, csv, region)
    assert number == f"1{writing.thousands}250{writing.decimal}5"


def test_thousands_are_grouped_as_the_locale_groups_them():
    assert Writing(Locale.parse("fr")).grouping == (3,)
    assert Writing(Locale.parse("hi")).grouping == (3, 2)


def test_languages_are_called_in_the_reader_s_own():
    assert [words("fr").language_name(language) for language in ("fr", "en", "de")] == [
        "Français",
        "Anglais",
        "Allemand",
    ]
    assert [words("en").language_name(language) for language in ("fr", "en")] == ["French", "English"]


# Rounding


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        (52.5, 0, "53"),
        (2.675, 2, "2.68"),  # 2.67499999999999982236431605997495353221893310546875
        (1.005, 2, "1.01"),
        (0.285, 2, "0.29"),
        (4.35, 1, "4.4"),
        (0.1 + 0.2, 1, "0.3"),
        (52.49999999999999, 0, "53"),  # noise of a sum that is 52.5
        (52.4999, 0, "52"),
        (100 * 21 / 40, 0, "53"),
        (2.5 / 5 * 100 + 2.5 - 1e-14, 0, "53"),
        (46.666666666666664, 0, "47"),
        (99.5, 0, "100"),
        (0.0, 0, "0"),
        (-0.125, 2, "-0.13"),
        (-0.004, 2, "0.00"),
        (1e-12, 2, "0.00"),
        (5, 1, "5.0"),
    ],
)
def test_rounding_half_up(value, digits, shown):
    assert str(rounded(value, digits)) == shown


@given(st.integers(-400_000, 400_000), st.integers(0, 2), st.floats(-4e-13, 4e-13))
def test_exact_halves_go_up_whatever_the_noise(half, digits, noise):
    exact = Fraction(2 * half + 1, 2 * 10**digits)
    if abs(exact) < 1000:
        assert Fraction(rounded(float(exact) + noise, digits)) == half_up(exact, digits)


@given(st.lists(st.integers(0, 10), min_size=1, max_size=12), st.integers(1, 10), st.integers(0, 2))
def test_means_and_percents_round_as_exact_fractions(answers, maximum, digits):
    exact = Fraction(sum(answers), len(answers))
    assert Fraction(rounded(sum(answers) / len(answers), digits)) == half_up(exact, digits)
    percent = exact / maximum * 100
    assert Fraction(rounded(sum(answers) / len(answers) / maximum * 100, digits)) == half_up(percent, digits)


@given(st.decimals(-100, 100, places=3), st.integers(0, 3))
def test_rounding_agrees_with_decimal_arithmetic(value: Decimal, digits):
    shown = rounded(float(value), digits)
    assert Fraction(shown) == half_up(Fraction(value), digits)
    assert -shown.as_tuple().exponent == digits
    assert not (shown.is_zero() and shown.is_signed())


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        *[(0, "0 €", "€0"), (950, "950 €", "€950"), (1050, "1,1 k€", "€1.1k"), (12500, "12,5 k€", "€12.5k")],
        *[(340_000, "340 k€", "€340k"), (1_000_000, "1 M€", "€1m"), (-45_000, "−45 k€", "−€45k")],
        (999_960, "1 M€", "€1m"),
    ],
)
def test_an_amount_is_as_short_as_a_sentence_wants_it(value: float, french: str, english: str):
    told = [words(language).short_amount(value, "EUR").replace("\u00a0", " ") for language in ("fr", "en")]
    assert told == [french, english]


def test_an_amount_in_full_has_its_currency_where_one_is_known():
    assert words("fr").amount(12500.5, "EUR") == "12\u202f501\u00a0€"
    assert words("en").amount(-12500, "USD") == "−US$12,500" and words("en").amount(12500) == "12,500"
