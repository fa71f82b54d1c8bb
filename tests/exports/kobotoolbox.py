"""KoboToolbox: start and end in front, the tool's own columns at the end, headings under their group."""

from collections.abc import Iterable

from tests.exports.answered import Answered
from tests.exports.sheets import Rows, text, workbook
from tests.exports.wording import Wording

META = (
    "_id",
    "_uuid",
    "_submission_time",
    "_validation_status",
    "_notes",
    "_status",
    "_submitted_by",
    "_tags",
    "__version__",
    "_index",
)


def uuid(one: Answered) -> str:
    """What the tool calls a submission."""
    return f"0c6f3f0a-7a51-4f0e-9c2b-{int(one.respondent):012d}"


def rows(
    wording: Wording, answered: Iterable[Answered], group: str = "", tagged: bool = False, place: bool = True
) -> Rows:
    """One header row; `group`: the questions stand in a group of that name; `tagged`: a row of HXL tags follows.

    `place`: the survey asks where the rater is, in five columns.
    """
    inside = f"{group}/" if group else ""
    where = ["Lieu", "_Lieu_latitude", "_Lieu_longitude", "_Lieu_altitude", "_Lieu_precision"] if place else []
    head = [
        "start",
        "end",
        *where,
        *wording.who,
        *(f"{inside}{each}" for each in wording.items),
        wording.comment,
        *META,
    ]
    tags = ["#date", "", *([""] * len(where)), "#contact", "#indicator", *["#indicator"] * len(wording.items)]
    tags += [""] * (len(head) - len(tags))
    found = ["48.85 2.35 4 5", "48.85", "2.35", "4", "5"] if place else []
    return [
        head,
        *([tags] if tagged else []),
        *(
            [*_stamps(one), *found, *wording.about(one), *wording.values(one), one.comment, *_meta(one, number)]
            for number, one in enumerate(answered, 1)
        ),
    ]


def _stamps(one: Answered) -> list[str]:
    return [each.strftime("%Y-%m-%dT%H:%M:%S.000+01:00") for each in (one.started, one.ended)]


def _meta(one: Answered, number: int) -> list[object]:
    sent = one.ended.strftime("%Y-%m-%dT%H:%M:%S")
    return [int(one.respondent), uuid(one), sent, "", "", "submitted_via_web", one.name, "", "vYxB7g3", number]


def content(rows: Rows) -> bytes:
    """The text file as the tool writes it."""
    return text(rows, ";", quoted=True)


def book(rows: Rows) -> bytes:
    """The workbook, with a sheet for a group of questions that may be repeated."""
    repeated = [["visite", "_index", "_parent_table_name", "_parent_index"], [3, 1, "Enquête", 1], [4, 2, "Enquête", 1]]
    return workbook({"Enquête": rows, "visites": repeated})
