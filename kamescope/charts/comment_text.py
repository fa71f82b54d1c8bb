"""Comments as they are read: the mark of the group, the words with what is blacked out or may tell, the factors."""

import re
from collections.abc import Iterable, Iterator

from markupsafe import Markup, escape

from kamescope.analysis.suspects import Suspect
from kamescope.charts.fragment import Fragment, fragment, mark_picture, tag
from kamescope.charts.theme import Look
from kamescope.comments import BLACK, Comment, CommentState
from kamescope.model import Model
from kamescope.sentences import short_name

_WIDE = 480
_CSS = """
@root ul{list-style:none;margin:0;padding:0}
@root li{margin:0;padding:.45rem 0;font-size:.875rem;border-top:1px solid var(--kms-line)}
@root li:first-child{border-top:0}
@root .kms-said{display:flex;gap:.5rem;align-items:baseline;font-size:.9375rem;line-height:1.5}
@root .kms-text{overflow-wrap:anywhere;white-space:pre-line;min-width:0}
@root .kms-out{color:var(--kms-muted);text-decoration:line-through}
@root .kms-black{background:var(--kms-text);color:var(--kms-text);border-radius:.15rem;padding:0 .15rem}
@root mark{background:var(--kms-tint);color:var(--kms-accent);border-radius:.2rem;padding:0 .2rem}
@root .kms-chips{display:flex;flex-wrap:wrap;gap:.25rem;margin:.25rem 0 0 1.25rem}
@root .kms-chip{background:var(--kms-surface);color:var(--kms-muted);border-radius:.25rem;padding:0 .35rem;
font-size:.8125rem}
@media print{@root .kms-black{border:1px solid}}
"""


def comment_text(
    model: Model, group: str, comment: Comment, themes: tuple[str, ...], suspects: tuple[Suspect, ...], look: Look
) -> Fragment:
    """One comment as the coach sees it: what may tell is marked, what is blacked out is black."""
    said = _said(model, group, _marked(comment, suspects, look), look, comment.state is CommentState.HIDDEN)
    return _fragment(look, said, _chips(model, themes, look))


def comment_list(model: Model, comments: tuple[tuple[str, Comment, tuple[str, ...]], ...], look: Look) -> Fragment:
    """Comments (the group's code, the comment, its factors) one under the other, as they are read."""
    rows = (
        tag("li", _said(model, group, _blackened(each.kept, look), look), _chips(model, themes, look))
        for group, each, themes in comments
    )
    return _fragment(look, tag("ul", *rows))


def theme_list(model: Model, themes: tuple[tuple[str, tuple[str, ...]], ...], look: Look) -> Fragment:
    """The factors (codes) that comments speak of, each with the marks of the groups whose do, and no count."""
    rows = (
        tag(
            "li",
            tag("span", code, " ", class_="kms-code"),
            look.words.text(model.factor_of[code].name),
            " ",
            *(_mark(model, group, look) for group in groups),
        )
        for code, groups in themes
    )
    return _fragment(look, tag("ul", *rows))


def _fragment(look: Look, *children: object) -> Fragment:
    return fragment("comment", _CSS, _WIDE, look, *children, surface=look.palette.neutral_soft)


def _said(model: Model, group: str, text: Markup, look: Look, is_out: bool = False) -> Markup:
    css = "kms-text kms-out" if is_out else "kms-text"
    return tag("div", _mark(model, group, look), tag("span", text, class_=css), class_="kms-said")


def _mark(model: Model, group: str, look: Look) -> Markup:
    name = short_name(model, group, look.words)
    return tag("span", mark_picture(model, group, look), tag("span", f"{name} ", class_="kms-sr"), title=name)


def _marked(comment: Comment, suspects: Iterable[Suspect], look: Look) -> Markup:
    if comment.state is not CommentState.TO_REVIEW:
        return _blackened(comment.kept, look)
    words = sorted((each.words for each in suspects), key=len, reverse=True)
    if not words:
        return _blackened(comment.text, look)
    parts = re.split(rf"({'|'.join(map(re.escape, words))})", comment.text)
    told = look.words("comments.telling")
    return Markup("").join(tag("mark", part, title=told) if at % 2 else escape(part) for at, part in enumerate(parts))


def _blackened(text: str, look: Look) -> Markup:
    """A text whose blacked-out words are black, and read out as such."""

    def parts() -> Iterator[Markup]:
        told = look.words("comments.blacked_out")
        for at, part in enumerate(text.split(BLACK)):
            if at:
                yield tag("span", BLACK, class_="kms-black", role="img", aria_label=told, title=told)
            yield escape(part)

    return Markup("").join(parts())


def _chips(model: Model, themes: tuple[str, ...], look: Look) -> Markup | str:
    if not themes:
        return ""
    names = (f"{code} {look.words.text(model.factor_of[code].name)}" for code in themes)
    return tag("div", *(tag("span", name, class_="kms-chip") for name in names), class_="kms-chips")
