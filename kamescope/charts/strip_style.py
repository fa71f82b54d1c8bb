"""The style sheet of `strips`: rows as a grid, tracks with what lies on them, tooltips that stay on their track."""

CSS = """
@root .kms-key{display:flex;flex-wrap:wrap;gap:.15rem 1.25rem;margin:0 0 .5rem;font-size:.8125rem}
@root .kms-key span{display:inline-flex;align-items:center;gap:.4rem}
@root .kms-key i{display:inline-block;flex:none}
@root .kms-key .kms-k-line{width:2px;height:14px;background:var(--kms-accent)}
@root .kms-key .kms-k-band{width:20px;height:10px;border-radius:2px;background:var(--kms-soft)}
@root .kms-key .kms-k-link{width:22px;height:4px;border-radius:2px;
background:linear-gradient(to right,var(--kms-line),var(--kms-muted))}
@root .kms-unit{color:var(--kms-muted)}
@root .kms-row{display:grid;grid-template-columns:var(--kms-grid);column-gap:1rem;align-items:center;
border-bottom:1px solid var(--kms-line)}
@root .kms-row:last-child{border-bottom:0}
@root .kms-headings{color:var(--kms-muted);font-size:.8125rem;align-items:end;padding-bottom:.2rem;line-height:1.25}
@root .kms-name{display:grid;grid-template-columns:max-content minmax(0,1fr);column-gap:.5rem;align-items:start;
padding:.35rem 0;overflow-wrap:anywhere;hyphens:auto}
@root .kms-name>:only-child{grid-column:1/-1}
@root .kms-name small{grid-column:1/-1;color:var(--kms-muted);font-size:.8125rem;line-height:1.3;hyphens:manual}
@root .kms-name button{all:unset;cursor:pointer;text-decoration:underline;text-decoration-color:var(--kms-line);
text-underline-offset:.2em}
@root .kms-name button:hover{text-decoration-color:currentColor}
@root .kms-name .kms-code{padding-top:.08rem}
@root .kms-cell{align-self:stretch;display:grid}
@root .kms-fig{font-variant-numeric:tabular-nums;text-align:right}
@root .kms-label{display:none}
@root .kms-plot{position:relative;min-height:var(--hw);margin:0 14px;background:var(--kms-ticks)}
@root .kms-axis{min-height:1.2rem;background:none}
@root .kms-axis span{position:absolute;bottom:0;left:calc(var(--x)*100%);transform:translateX(-50%);white-space:nowrap;
font-variant-numeric:tabular-nums}
@root .kms-said{position:absolute;inset:0;display:flex;align-items:center;color:var(--kms-muted);font-size:.8125rem;
line-height:1.25}
@root .kms-said span{background:var(--kms-ground);padding:0 .4rem 0 0}
@root .kms-at{display:contents;--y:calc(var(--w)*16px)}
@root .kms-dot{all:unset;position:absolute;left:calc(var(--x)*100%);top:calc(50% - var(--y));width:18px;height:18px;
margin:-9px 0 0 -9px;display:grid;place-content:center;place-items:center;border-radius:50%}
@root button.kms-dot{cursor:pointer}
@root .kms-dot img{grid-area:1/1;max-width:none}
@root .kms-dot:hover{background:var(--kms-tint)}
@root :is(.kms-dot,.kms-mean,.kms-name button):focus-visible{outline:2px solid var(--kms-accent);outline-offset:1px}
@root .kms-faint{opacity:.4}
@root .kms-faint:is(:hover,:focus-visible){opacity:1}
@root .kms-tip{position:absolute;left:calc(var(--x)*100%);bottom:calc(50% + var(--y) + 13px);
transform:translateX(calc(var(--x)*-100%));z-index:9;display:none;width:max-content;max-width:min(20rem,100%);
padding:.35rem .6rem;border:1px solid var(--kms-line);border-radius:.4rem;background:var(--kms-ground);
color:var(--kms-text);font-size:.8125rem;line-height:1.35;box-shadow:0 4px 14px rgba(0,0,0,.18);pointer-events:none;
text-align:left;white-space:normal;overflow-wrap:anywhere}
@root .kms-tip b{display:block;font-weight:600}
@root .kms-tip span{display:block;font-variant-numeric:tabular-nums}
@root .kms-tip small{display:block;color:var(--kms-muted);font-size:.8125rem}
@root :is(.kms-dot,.kms-mean,.kms-bin):is(:hover,:focus-visible)+.kms-tip{display:block}
@root .kms-mean{position:absolute;left:calc(var(--x)*100%);top:3px;bottom:3px;width:2px;margin-left:-1px;
background:var(--kms-accent)}
@root .kms-mean::before{content:"";position:absolute;inset:0 -5px}
@root .kms-band{position:absolute;top:4px;bottom:4px;border-radius:3px;background:var(--kms-soft);opacity:.55}
@root .kms-link{position:absolute;top:50%;height:4px;margin-top:-2px;border-radius:2px}
@root .kms-bin{position:absolute;left:calc(var(--x)*100%);top:50%;width:6px;transform:translate(-50%,-50%);
border-radius:3px}
@root .kms-solid{width:calc(100%/var(--kms-bins) - 2px)}
@root .kms-bin::before{content:"";position:absolute;inset:-8px -2px}
@root .kms-bin:hover{outline:1px solid var(--kms-accent);outline-offset:1px}
@container (max-width:@limit){
@root .kms-row{grid-template-columns:repeat(var(--kms-cols),minmax(0,1fr));padding:.35rem 0}
@root .kms-name,@root .kms-cell{grid-column:1/-1;padding-bottom:.1rem}
@root .kms-headings>:not(.kms-cell){position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@root .kms-plot{min-height:var(--hn)}
@root .kms-axis{min-height:1.2rem}
@root .kms-at{--y:calc(var(--n)*16px)}
@root .kms-fig{text-align:left}
@root .kms-one>.kms-row{grid-template-columns:minmax(0,1fr) max-content}
@root .kms-one .kms-name{grid-area:1/1}
@root .kms-one .kms-fig{grid-area:1/2}
@root .kms-label{display:block;font-size:.75rem;line-height:1.1;color:var(--kms-muted)}
@root .kms-one .kms-label{display:none}
}
"""
