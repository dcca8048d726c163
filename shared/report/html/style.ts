/**
 * How a page looks: calm, in the reader's own font and colour scheme, on a phone and on paper. Every colour of text has a
 * contrast of 4.5 to 1 on what it stands on.
 */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --card: #fff; --line: #dde1e6; --text: #1c2128; --grey: #57606a; --code: #f0f2f5; --link: #0a58ca;
  --block: #b42318; --block-ground: #fdeceA; --unknown: #6b3fa0; --unknown-ground: #f3edfb;
  --warn: #8a5200; --warn-ground: #fdf3df; --pass: #176b37; --pass-ground: #e5f5ea; --info: #3d5a80; --info-ground: #e9eff7;
  --removed: #fbe3e1; --added: #dcf3e3;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #0f1318; --card: #171c23; --line: #2d343e; --text: #e4e9ef; --grey: #9aa5b1; --code: #0f1318; --link: #7db3ff;
    --block: #ff8f85; --block-ground: #3a1815; --unknown: #c9a5f5; --unknown-ground: #2a1d3d;
    --warn: #f0b95a; --warn-ground: #33260d; --pass: #6fd08c; --pass-ground: #12301d; --info: #9dbde6; --info-ground: #1a2635;
    --removed: #4a1f1b; --added: #153a24;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: anywhere; }
.top { display: flex; flex-wrap: wrap; gap: 0 1.2rem; max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem 0; color: var(--grey); font-size: 13px; }
.top .brand { font-weight: 650; color: var(--text); }
.top :last-child { margin-left: auto; }
main { max-width: 62rem; margin: 0 auto; padding: .6rem 1.25rem 4rem; }
a { color: var(--link); }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1, h2, h3, h4, h5 { line-height: 1.3; margin: 0; }
h1 { font-size: 1.45rem; font-weight: 650; text-wrap: pretty; }
small { color: var(--grey); font-size: 13px; font-weight: 400; }
p { margin: .25rem 0; }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
code { unicode-bidi: isolate; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.block { --tone: var(--block); --tint: var(--block-ground); }
.unknown { --tone: var(--unknown); --tint: var(--unknown-ground); }
.warn { --tone: var(--warn); --tint: var(--warn-ground); }
.pass { --tone: var(--pass); --tint: var(--pass-ground); }
.info { --tone: var(--info); --tint: var(--info-ground); }

.verdict { border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 8px; background: var(--card); padding: 1.1rem 1.25rem 1.2rem; }
.verdict .word { display: inline-block; background: var(--tint); color: var(--tone); border-radius: 5px; padding: .1rem .6rem; font-weight: 700; letter-spacing: .05em; text-transform: uppercase; margin-right: .4rem; }
.verdict h1, .verdict h2 { margin: .55rem 0 .35rem; }
.verdict .what { color: var(--grey); }
.verdict + .guards { margin-top: .8rem; }
h1.several { font-size: 1.1rem; }
.verdict .where { color: var(--grey); font-size: 13px; }
.verdict .next { margin: .9rem 0 .3rem; font-weight: 650; font-size: 13px; }

.label { display: inline-block; color: var(--tone); background: var(--tint); border-radius: 4px; padding: 0 .45rem; font-size: 12.5px; font-weight: 600; white-space: nowrap; }
section { margin-top: 1.9rem; }
section > h2, section > h3 { font-size: 1.05rem; margin-bottom: .55rem; }
.guards { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.guards li { display: grid; grid-template-columns: 6rem 7rem 1fr; gap: .2rem .8rem; align-items: baseline; padding: .5rem 1rem; }
.guards li + li { border-top: 1px solid var(--line); }
.guards .label { justify-self: start; }
.guards small { white-space: nowrap; }

.code { border: 1px solid var(--line); border-left: 4px solid var(--tone); border-radius: 8px; background: var(--card); padding: .8rem 1.1rem; margin-bottom: .8rem; }
.code > :first-child { font-size: 1rem; margin: 0 0 .3rem; }
.code .title { color: var(--grey); }
.findings li { padding: .6rem 0; }
.findings li + li { border-top: 1px solid var(--line); }
.evidence { color: var(--grey); font-size: 13px; }
.remedy::before { content: "\\2192\\00a0"; color: var(--grey); }

.paste { position: relative; margin: .4rem 0; }
pre { margin: 0; background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: .5rem .75rem; white-space: pre-wrap; }
.paste button { display: none; position: absolute; top: .3rem; right: .3rem; font: 12px/1 system-ui, sans-serif; color: var(--text); background: var(--card); border: 1px solid var(--line); border-radius: 5px; padding: .35rem .5rem; cursor: pointer; }
.script .paste button { display: block; }
.script .paste pre { padding-right: 4.5rem; }

summary { cursor: pointer; color: var(--link); font-size: 13.5px; padding: .15rem 0; }
.why dt { font-weight: 650; margin-top: .6rem; }
.why dd { margin: 0; max-width: 46rem; }
.left-out { color: var(--warn); font-size: 13.5px; }

.more, details { margin: .3rem 0; }
.scroll { overflow-x: auto; border: 1px solid var(--line); border-radius: 8px; background: var(--card); margin: .3rem 0; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; font-weight: 400; padding: .3rem .8rem; vertical-align: baseline; overflow-wrap: normal; }
thead th { color: var(--grey); font-size: 12.5px; border-bottom: 1px solid var(--line); }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; min-width: 10rem; }
tbody th { width: 30%; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { display: inline-block; width: 5.5rem; height: 8px; margin-left: .5rem; border-radius: 4px; background: var(--line); fill: var(--tone); vertical-align: baseline; }

.timeline { border-left: 2px solid var(--line); margin: .5rem 0 .5rem .5rem; }
.timeline li { position: relative; display: grid; grid-template-columns: minmax(0, 1fr) auto 13rem 11.5rem; gap: .1rem .8rem; align-items: baseline; padding: .22rem 0 .22rem 1rem; }
.timeline li::before { content: ""; position: absolute; left: -6px; top: .68rem; width: 10px; height: 10px; border-radius: 50%; background: var(--tone); }
.facts, .took { color: var(--grey); font-size: 13px; }
.took { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.timeline .wide { grid-column: span 2; }
.source { margin-top: .6rem; }

:is(h3, h4, h5) { font-size: .97rem; margin: 1.1rem 0 .4rem; }
.branch { margin: .7rem 0 .2rem; font-weight: 650; }
.differences ul, .changes, .waits { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.difference, .changes > li, .waits > li { padding: .55rem 1rem; }
details :is(.findings, .changes, .waits) > li, details .difference { content-visibility: auto; contain-intrinsic-size: auto 7rem; }
.difference + .difference, .changes > li + li, .waits > li + li { border-top: 1px solid var(--line); }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; margin: .3rem 0; }
.sides dt { color: var(--grey); font-size: 12.5px; }
.sides dd { margin: 0; font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; }
.sides div { border-left: 3px solid var(--line); padding-left: .6rem; }
.key del, .key ins, pre del, pre ins { text-decoration: none; color: var(--text); }
del { background: var(--removed); text-decoration: line-through; }
ins { background: var(--added); text-decoration: underline; }
.fromto { font-variant-numeric: tabular-nums; margin: 0 .3rem; }
.fromto s { color: var(--grey); }

.steps { border: 1px solid var(--line); border-radius: 8px; background: var(--card); }
.steps li { display: grid; grid-template-columns: 7.5rem 7rem 1fr; gap: .2rem .8rem; align-items: baseline; padding: .4rem 1rem; }
.steps li + li { border-top: 1px solid var(--line); }
.steps .label { justify-self: start; }
.state { list-style: disc; padding-left: 1.2rem; }
dl.facts { display: grid; gap: .15rem; color: var(--text); font-size: 14px; margin: .3rem 0; }
.facts > div { display: grid; grid-template-columns: 11rem 1fr; gap: .8rem; }
.facts dt { color: var(--grey); }
.facts dd { margin: 0; }
.target { border-top: 2px solid var(--line); padding-top: 1.4rem; margin-top: 2.4rem; }

@media (max-width: 40rem) {
  main, .top { padding-left: .8rem; padding-right: .8rem; }
  .guards li { grid-template-columns: auto 1fr; }
  .guards li > :last-child { grid-column: 1 / -1; }
  .timeline li { grid-template-columns: minmax(0, 1fr) auto; }
  .timeline .label, .timeline .took { justify-self: end; }
  .timeline .wide { grid-column: 1 / -1; }
  .number { width: auto; }
  .bar { width: 4rem; }
  .sides, .facts > div { grid-template-columns: 1fr; gap: 0 .5rem; }
  .steps li { grid-template-columns: auto 1fr; }
  .steps li > :last-child { grid-column: 1 / -1; }
  h1 { font-size: 1.2rem; }
  th, td { padding: .3rem .5rem; }
  tbody th { min-width: 6rem; }
}
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 11pt; }
  main, .top { max-width: none; padding-left: 0; padding-right: 0; }
  .paste button { display: none !important; }
  li, .paste { break-inside: avoid; }
  * { content-visibility: visible !important; }
}
`;
