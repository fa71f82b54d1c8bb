"""How a language writes figures, dates and lists: what CLDR knows of it, through Babel, and no table of our own."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache

from babel import Locale
from babel.core import get_global
from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_compact_currency, format_compact_decimal, format_currency, format_decimal

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_MEMORY_NOISE = 9


def rounded(value: float, digits: int) -> Decimal:
    """Round half up as shown figures are (docs/design.md 3, rule 7), guarded against binary error: 52.5 is 53.

    Halves go away from zero, so that a gap and its opposite show the same figure; nothing is shown as minus zero.
    """
    shown = Decimal(repr(round(float(value), _MEMORY_NOISE))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return shown or abs(shown)


def _shortened(value: float) -> tuple[float, int]:
    """An amount rounded as it is shown in thousands, millions …, and its decimals: one below a hundred of its unit."""
    unit = 1.0
    while abs(value) / unit >= 1000:
        unit *= 1000
    digits = int(unit > 1 and abs(value) / unit < 100)
    short = rounded(value / unit, digits)
    return float(short) * unit, digits if short % 1 else 0


@lru_cache(4096)
def _short(locale: Locale, shown: float, digits: int, currency: str) -> str:
    """An amount that is rounded as it is shown: a chart has hundreds, which are few once they are rounded."""
    if not currency:
        return format_compact_decimal(shown, locale=locale, fraction_digits=digits).replace("-", MINUS)
    written = format_compact_currency(shown, currency, locale=locale, fraction_digits=digits)
    return re.sub(r"(?<=[kM])\s(?=\S$)", "", written).replace("-", MINUS)


@dataclass(frozen=True)
class Writing:
    """The customs of one locale; its language alone (`fr`) or with the country whose customs are meant (`en_GB`)."""

    locale: Locale

    @property
    def language(self) -> str:
        """The language without its country, as HTML and Typst name it: `en`."""
        return self.locale.language

    @property
    def region(self) -> str:
        """The language with a country, as Office names it: `en-GB`; where none is meant, the likeliest: `fr-FR`."""
        likely = get_global("likely_subtags").get(self.language, "")
        country = self.locale.territory or likely.rpartition("_")[2]
        return f"{self.language}-{country}" if country else self.language

    @cached_property
    def decimal(self) -> str:
        """The decimal sign: `,`."""
        return str(self.locale.number_symbols["latn"]["decimal"])

    @cached_property
    def thousands(self) -> str:
        """What stands between thousands."""
        return str(self.locale.number_symbols["latn"]["group"])

    @cached_property
    def grouping(self) -> tuple[int, ...]:
        """How many digits stand together, from the right: the last number goes for all that follow."""
        first, more = self.locale.decimal_formats[None].grouping
        return (first,) if first == more else (first, more)

    @cached_property
    def percent(self) -> tuple[str, str]:
        """What stands before and behind a percent, any space unbroken whichever CLDR writes there."""
        pattern = self.locale.percent_formats[None]
        return re.sub(r"\s", NBSP, pattern.prefix[0]), re.sub(r"\s", NBSP, pattern.suffix[0])

    @cached_property
    def euro(self) -> tuple[str, str]:
        """What stands before and behind an amount in euros."""
        pattern = self.locale.currency_formats["standard"]
        return pattern.prefix[0].replace("¤", "€"), pattern.suffix[0].replace("¤", "€")

    @property
    def separator(self) -> str:
        """What parts the columns of a csv: spreadsheets take a comma for it only where it is no decimal sign."""
        return ";" if self.decimal == "," else ","

    def number(self, value: float, digits: int) -> str:
        """A number with a fixed count of decimals."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(rounded(value, digits), pattern, locale=self.locale).replace("-", MINUS)

    def amount(self, value: float, currency: str = "") -> str:
        """A whole amount in a currency (its code), or in none: `12 500 €`."""
        if not currency:
            return self.number(value, 0)
        whole = re.sub(r"0\.0+", "0", self.locale.currency_formats["standard"].pattern)
        shown = format_currency(rounded(value, 0), currency, whole, locale=self.locale, currency_digits=False)
        return shown.replace("-", MINUS)

    def short_amount(self, value: float, currency: str = "") -> str:
        """The same as it stands in a sentence or on a chart: `340 k€`, `1,2 M€`."""
        return _short(self.locale, *_shortened(value), currency)

    def date(self, day: datetime.date) -> str:
        """A date in full."""
        return format_date(day, format="long", locale=self.locale)

    def month(self, day: datetime.date) -> str:
        """The month of a day, as short as it is written: `mars 2026`."""
        return format_skeleton("yMMM", day, locale=self.locale)

    def time(self, moment: datetime.datetime) -> str:
        """Hour and minute, as they stand in the moment itself."""
        return format_time(moment.time(), format="short", locale=self.locale)

    def listing(self, parts: Iterable[str]) -> str:
        """Several things in a sentence, the last one joined by a word."""
        return format_list(list(parts), locale=self.locale)

    def series(self, parts: Iterable[str]) -> str:
        """Several things one behind the other, all parted alike."""
        return str(self.locale.list_patterns["standard"]["middle"].format("", "")).join(parts)
