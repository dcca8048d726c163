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
@media (prefers-color-scheme: dark) {
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
h1 { font-size: 1.45rem; font-weight: 650; }
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
.code > :first-child { font-size: 1rem; }
.code .title { color: var(--grey); }
.findings li { padding: .6rem 0; content-visibility: auto; contain-intrinsic-size: auto 9rem; }
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

@media (max-width: 40rem) {
  main, .top { padding-left: .8rem; padding-right: .8rem; }
  .guards li { grid-template-columns: auto 1fr; }
  .guards li > :last-child { grid-column: 1 / -1; }
  h1 { font-size: 1.2rem; }
}
@media print {
  body { background: #fff; font-size: 11pt; }
  main, .top { max-width: none; padding-left: 0; padding-right: 0; }
  .paste button { display: none !important; }
  li, .paste { break-inside: avoid; }
  * { content-visibility: visible !important; }
}
`;
