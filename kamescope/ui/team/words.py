"""What a cohort is called, and who is in it, in words."""

from collections.abc import Sequence

from kamescope.i18n import Words
from kamescope.naming import alphabetical
from kamescope.sentences import unbroken
from kamescope.service import Cohort, Reach


def cohort_name(cohort: Cohort, say: Words) -> str:
    """`Équipe Grands comptes · XYZ`, `Société XYZ`, `Tous les KAM de la campagne`."""
    title = cohort_title(cohort, say)
    return f"{title} · {unbroken(cohort.company)}" if cohort.reach is Reach.TEAM and cohort.company else title


def cohort_title(cohort: Cohort, say: Words) -> str:
    """The same in a heading, without the company beside a team; a name that says `équipe` is not told it again."""
    if cohort.reach is Reach.EVERYONE:
        return say("team.everyone")
    name = unbroken(_own_name(cohort))
    return name if _says_what_it_is(cohort, say) else say(f"team.{cohort.reach}", name=name)


def cohort_in_sentence(cohort: Cohort, say: Words) -> str:
    """The same inside a sentence: `de l’équipe Grands comptes (XYZ)`."""
    if cohort.reach is Reach.EVERYONE:
        return say("team.of_everyone")
    key = "team.of_named" if _says_what_it_is(cohort, say) else f"team.of_{cohort.reach}"
    company = f" ({unbroken(cohort.company)})" if cohort.reach is Reach.TEAM and cohort.company else ""
    return say(key, name=unbroken(_own_name(cohort))) + company


def names_in_table(cohorts: Sequence[Cohort]) -> tuple[str, ...]:
    """Teams and companies in a table: their bare names, a team's with its company where not all are of one."""
    several = len({cohort.company for cohort in cohorts}) > 1
    return tuple(_in_table(cohort, several) for cohort in cohorts)


def _in_table(cohort: Cohort, several: bool) -> str:
    if cohort.reach is not Reach.TEAM:
        return cohort.company
    return f"{cohort.team} ({cohort.company})" if several and cohort.company else cohort.team


def _own_name(cohort: Cohort) -> str:
    return cohort.team if cohort.reach is Reach.TEAM else cohort.company


def _says_what_it_is(cohort: Cohort, say: Words) -> bool:
    """Whether the first or last word of a name is what people call such a thing: `Équipe 01`, `North Team`."""
    parts, kinds = alphabetical(_own_name(cohort)).split(), alphabetical(say(f"team.kinds_{cohort.reach}")).split()
    return parts[0] in kinds or parts[-1] in kinds
