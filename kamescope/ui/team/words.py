"""What a cohort is called, and who is in it, in words."""

from kamescope.i18n import Words
from kamescope.sentences import unbroken
from kamescope.service import Cohort, Reach


def cohort_name(cohort: Cohort, say: Words) -> str:
    """`Équipe Grands comptes · XYZ`, `Société XYZ`, `Tous les KAM de la campagne`."""
    if cohort.reach is Reach.EVERYONE:
        return say("team.everyone")
    if cohort.reach is Reach.COMPANY:
        return say("team.company", name=unbroken(cohort.company))
    team = say("team.team", name=unbroken(cohort.team))
    return f"{team} · {unbroken(cohort.company)}" if cohort.company else team


def cohort_title(cohort: Cohort, say: Words) -> str:
    """The same in a heading, without the company beside a team."""
    return say("team.team", name=unbroken(cohort.team)) if cohort.reach is Reach.TEAM else cohort_name(cohort, say)


def cohort_in_sentence(cohort: Cohort, say: Words) -> str:
    """The same inside a sentence: `de l’équipe Grands comptes (XYZ)`."""
    if cohort.reach is Reach.EVERYONE:
        return say("team.of_everyone")
    if cohort.reach is Reach.COMPANY:
        return say("team.of_company", name=unbroken(cohort.company))
    company = f" ({unbroken(cohort.company)})" if cohort.company else ""
    return say("team.of_team", name=unbroken(cohort.team)) + company
