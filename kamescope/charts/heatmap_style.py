"""The style sheet of a heatmap: tiles in a table, in less room set closer, with heads turned upright, then stacked."""

CSS = """
@root table{width:100%;border-collapse:separate;border-spacing:3px;table-layout:fixed;margin:0}
@root th,@root td{padding:0;border:0;font-weight:400;text-align:center;vertical-align:middle}
@root thead th{vertical-align:bottom;padding-bottom:.25rem}
@root button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:.3rem}
@root button:focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-cell{display:block;width:100%;min-height:2rem;padding:.3rem 0;border-radius:.3rem;text-align:center;
font-variant-numeric:tabular-nums;line-height:1.35rem}
@root button.kms-cell:hover{box-shadow:0 0 0 2px var(--kms-accent);text-decoration:underline;
text-underline-offset:2px}
@root .kms-none{font-size:.75rem}
@root .kms-n{display:block;font-size:.6875rem;line-height:.9rem;opacity:.85;white-space:nowrap}
@root .kms-row{width:min(var(--kms-names),24cqi);text-align:left;padding-right:.5rem}
@root .kms-row button,@root .kms-row .kms-name{display:grid;grid-template-columns:2.4rem minmax(0,1fr);
align-items:baseline;width:100%;overflow-wrap:anywhere;hyphens:auto;line-height:1.25}
@root .kms-row .kms-plain{display:flex;flex-wrap:wrap;column-gap:.5rem;text-align:left}
@root .kms-row .kms-label:only-child{grid-column:1/-1}
@root .kms-head button,@root .kms-head .kms-name{display:block;width:100%;font-size:.8125rem;line-height:1.2;
overflow-wrap:anywhere;padding:.15rem 0;text-align:center}
@root .kms-head .kms-n,@root .kms-row .kms-n{color:var(--kms-muted);opacity:1}
@root button:hover .kms-label{text-decoration:underline;text-underline-offset:2px}
@root .kms-sorted .kms-label{font-weight:650;color:var(--kms-accent)}
@root .kms-whole>*{padding-bottom:.5rem}
@root .kms-whole .kms-row{font-weight:600}
@root .kms-upright .kms-mean{padding-right:.5rem}
@root .kms-mean .kms-cell{font-weight:600}
@root .kms-own{display:none}
@root .kms-key{display:flex;flex-wrap:wrap;gap:.1rem .9rem;margin:0 0 .5rem;padding:0;list-style:none;
font-size:.8125rem}
@root .kms-key li{margin:0;padding:0}
@container (min-width:@limit){
@root thead th{position:sticky;top:0;z-index:2;background:var(--kms-ground)}
}
@container (min-width:@limit) and (max-width:@roomy){
@root table{border-spacing:2px}
@root .kms-cell{font-size:.8125rem;letter-spacing:-.02em}
@root .kms-none{font-size:.6875rem}
@root .kms-row{width:min(var(--kms-names),22cqi);padding-right:.3rem;font-size:.8125rem}
@root .kms-row button,@root .kms-row .kms-name{grid-template-columns:1.9rem minmax(0,1fr)}
@root .kms-upright .kms-mean{padding-right:.25rem}
}
@container (min-width:@limit) and (max-width:@turned){
@root .kms-upright thead .kms-head:not(.kms-row)>*{display:inline-block;writing-mode:vertical-rl;
text-orientation:sideways;transform:rotate(180deg);width:auto;max-height:var(--kms-tall);padding:.15rem 0;
text-align:left}
}
@container (max-width:@limit){
@root table,@root tbody,@root thead{display:block}
@root tr{display:grid;grid-template-columns:repeat(auto-fill,minmax(var(--kms-least),1fr));gap:.35rem .25rem;
padding:.6rem 0}
@root tr+tr{border-top:1px solid var(--kms-line)}
@root thead tr{display:flex;flex-wrap:wrap;gap:.35rem 1rem;padding:.25rem 0 .5rem;
border-bottom:1px solid var(--kms-line)}
@root th,@root td,@root .kms-whole>*,@root .kms-upright .kms-mean{display:flex;flex-direction:column;
justify-content:flex-end;width:auto;padding:0}
@root .kms-upright thead .kms-mean,@root thead .kms-n{display:none}
@root thead .kms-row{width:auto}
@root tbody .kms-row{grid-column:1/-1;width:auto;font-weight:600}
@root .kms-own{display:block;font-size:.6875rem;line-height:1.15;color:var(--kms-muted);overflow-wrap:anywhere}
}
"""
