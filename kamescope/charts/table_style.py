"""The style sheet of tables: what all have alike, then what is a table's own, then how it stacks on a phone.

A table says by variables how it differs: `--kms-pad` of every cell, `--kms-first` the width of the first column,
`--kms-code` the least one of the codes in it, `--kms-gaps` that of the gaps.
"""

_ALL = """
@root table{width:100%;border-collapse:collapse;table-layout:fixed;margin:0}
@root th,@root td{padding:var(--kms-pad);border:0;font-weight:400;text-align:left;vertical-align:top}
@root tr{border-bottom:1px solid var(--kms-line)}
@root tbody tr:last-child{border-bottom:0}
@root thead th{color:var(--kms-muted);font-size:.8125rem;vertical-align:bottom;overflow-wrap:anywhere}
@root .kms-head{display:inline-flex;align-items:baseline;gap:.35rem;line-height:1.25}
@root .kms-part{width:var(--kms-first);padding-left:0}
@root .kms-part button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:.3rem}
@root .kms-part button:hover{text-decoration:underline;text-underline-offset:2px}
@root .kms-part button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-part a{display:block;color:inherit;text-decoration:none;border-radius:.3rem}
@root .kms-part a:hover{text-decoration:underline;text-underline-offset:2px}
@root .kms-part a:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-name{display:grid;grid-template-columns:minmax(var(--kms-code,2rem),max-content) minmax(0,1fr);
column-gap:.5rem;align-items:baseline;overflow-wrap:anywhere;hyphens:auto}
@root .kms-num{font-variant-numeric:tabular-nums}
@root .kms-gapcol{width:var(--kms-gaps);text-align:right;padding-right:0}
@root .kms-note{display:block;font-size:.75rem;color:var(--kms-muted)}
@root .kms-bar{display:block;height:3px;margin-top:5px;border-radius:2px;background:var(--kms-line);overflow:hidden}
@root .kms-bar span{display:block;height:100%}
@root .kms-only-narrow,@root .kms-label{display:none}
"""
# No cell is a label: the class makes the rule stronger than those about a column, whose width and padding give way.
_STACKED = """
@container (max-width:@limit){
@root table,@root tbody{display:block}
@root tr{display:grid;grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));gap:.35rem .5rem;padding:.6rem 0}
@root tr>:not(.kms-label){display:block;width:auto;padding:0}
@root tbody .kms-part{grid-column:1/-1}
@root .kms-little{display:block;margin:0;line-height:1}
"""
_HEADED = """
@root thead{display:block}
@root thead tr{padding-top:0}
@root thead .kms-part{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root thead th{font-size:.75rem}
@root .kms-head{display:block}
@root .kms-only-narrow{display:inline-block;margin-right:.25rem}
@root .kms-label{display:var(--kms-label,block);font-weight:400;font-size:.75rem;line-height:1.1;
color:var(--kms-muted)}
"""
_LABELLED = """
@root thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root .kms-label{display:block;font-size:.75rem;line-height:1.15;color:var(--kms-muted);overflow-wrap:anywhere}
"""


def headed(own: str, stacked: str = "") -> str:
    """Of a table whose heads stay above where it stacks: each figure wears the mark of its column."""
    return f"{_ALL}{own}{_STACKED}{_HEADED}{stacked}}}\n"


def labelled(own: str, stacked: str = "") -> str:
    """Of a table whose heads go where it stacks: each figure bears the name of its column."""
    return f"{_ALL}{own}{_STACKED}{_LABELLED}{stacked}}}\n"
