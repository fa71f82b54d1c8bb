"""What the file will take from the view, in words, before anything is made."""

from kamescope.analysis.window import CutKind
from kamescope.model import ENVIRONMENT
from kamescope.naming import in_sentence
from kamescope.sentences import short_name
from kamescope.ui.address import PLAIN
from kamescope.ui.kam.filters import filter_sentence
from kamescope.ui.kam.view import POOLED, KamView
from kamescope.ui.report.order import Order
from kamescope.ui.text import plain


def taken_over(view: KamView, order: Order) -> str:
    """The filters, then what else differs from a plain view: unit, length of the lists, the window (Markdown)."""
    return " ".join([filter_sentence(view), *_more(view, order)])


def _more(view: KamView, order: Order) -> list[str]:
    say, address, more = view.say, view.address, []
    if view.published.where is not None and len(order.choices.kams) > 1:
        more.append(say("report_page.where_it_may"))
    if address.unit:
        more.append(say(f"report_page.unit_{address.unit}"))
    if address.n != PLAIN.n:
        more.append(say("report_page.lists", address.n))
    window = (address.level, address.cut, address.environment)
    if window != (PLAIN.level, PLAIN.cut, PLAIN.environment):
        facts = {"level": say(f"level.{address.level}"), "cut": _cut(view), "others": _others(view)}
        more.append(say("report_page.window", **{name: in_sentence(fact) for name, fact in facts.items()}))
    return more


def _cut(view: KamView) -> str:
    if view.address.cut == CutKind.VALUE:
        return view.say.percent(view.address.percent)
    return view.say(f"cut.{view.address.cut}")


def _others(view: KamView) -> str:
    code = view.address.environment
    if code == POOLED:
        return view.say("perception.pooled")
    if code == ENVIRONMENT:
        return view.say("environment")
    return plain(short_name(view.model, code, view.say))
