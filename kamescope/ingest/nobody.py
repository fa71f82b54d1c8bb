"""Words that stand where a name should and name nobody: what programs write for nothing, what lists begin with."""

import re

from kamescope.ingest.table import Cell
from kamescope.ingest.values import text
from kamescope.ingest.words import normal

NAMING = ("campaign", "kam", "kam_id")
"""Nothing can be counted without the first two; one id for all who have none would make them one person."""
DESCRIBING = ("company", "team")
"""Where these are not given, that is said and the questionnaire counts."""
_NOBODY = re.compile(
    r"nan|none|null|<(?:na|nan|null|none|nil)>|n/[acd]|n\.[acd]\.?|\((?:vide|blank|empty|null|none|aucune?)\)|0|"
    r"inconnue?s?|unknown|undefined|unspecified|aucune?|tbd|tbc|to be (?:defined|confirmed|completed)|"
    r"non (?:renseigne|communique|precise|defini|connu|attribue|affecte)e?s?|non applicable|sans objet|"
    r"not (?:known|specified|given|provided|available|defined|assigned|applicable)|"
    r"a (?:completer|definir|preciser|renseigner)"
)
_CHOOSE = re.compile(
    r"(?:veuillez |please )?(?:choisir|choisissez|selectionne[rz]|choose|select)"
    r"(?: (?:un|une|le|la|votre|dans|parmi|a|an|the|your|one|from)\b.*)?"
)
_EVERYBODY = re.compile(r"tous|toutes|all")
_AROUND = " -.<>()[]*_:"


def names_nobody(cell: Cell, name: str) -> bool:
    """Whether what stands in a column of that metadata names nobody: `nan`, `(vide)`, `?`, « Choisir… ».

    People are called Na, and companies ALL: what may be a name of its kind is one.
    """
    if not isinstance(cell, str):
        return name in (*NAMING, *DESCRIBING) and text(cell) == "0"
    word = normal(cell)
    if not word or len(word) > 60:
        return False
    if word == "na":
        return name != "kam" and cell.strip() == "NA"
    if _NOBODY.fullmatch(word) or _CHOOSE.fullmatch(word.strip(_AROUND)) or not any(map(str.isalnum, word)):
        return True
    return name in NAMING and _EVERYBODY.fullmatch(word) is not None
