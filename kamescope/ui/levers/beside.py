"""What the 360 says of whoever an instrument is about, as far as the viewer may see it; beside, never mixed in."""

import pandas as pd

from kamescope.analysis.published import Level
from kamescope.charts.figures import points_text
from kamescope.errors import RequestError
from kamescope.i18n import Words
from kamescope.levers.board import FactorBeside
from kamescope.model import ENVIRONMENT
from kamescope.service import LeverRows, Question
from kamescope.ui import data


def factors_beside(rows: LeverRows, frame: pd.DataFrame, say: Words) -> tuple[FactorBeside, ...]:
    """The published factors of the one KAM whom the rows are about, of their latest campaign; of several, nothing."""
    person = rows.instrument.person
    names = frame[person].unique() if person in frame else []
    if len(names) != 1 or names[0] not in rows.kams:
        return ()
    kam, door = rows.kams[names[0]], data.door()
    campaigns = [entry.campaign for entry in door.people() if entry.kam.token == kam.token]
    try:
        if not campaigns:
            return ()
        published = door.results(Question(campaigns[0].token, kam.token))
    except RequestError:
        return ()
    model = published.model
    return tuple(
        FactorBeside(
            names[0],
            model.code,
            factor.code,
            factor.name.in_(say.language),
            points_text(model.scale, cell.score, say),
            f"{published.campaign.name} · {say.date(published.campaign.date)}",
        )
        for factor in model.factors
        if (cell := published.cell(Level.FACTOR, factor.code, ENVIRONMENT)).is_published
    )
