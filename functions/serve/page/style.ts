import { style as reports } from '../../../shared/report/html/style.ts';

/** As reports look, with what only this page has: buttons, lists of reports, the progress of a run. */
export const style = `${reports}
.top a.brand { text-decoration: none; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
h2 { font-size: 1.05rem; margin: 1.5rem 0 .6rem; }
section.target { border: 1px solid var(--line); border-radius: 8px; background: var(--card); padding: 1rem 1.25rem; margin-top: 1rem; }
section.target h2 { margin: 0 0 .3rem; font-size: 1.15rem; }
.reports li { padding: .6rem 0; }
.reports li + li { border-top: 1px solid var(--line); }
.none, .when { color: var(--grey); }
.when { font-size: 13px; }
form { margin: .7rem 0 0; }
.top form { margin: 0; }
button { font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--line); border-radius: 6px; padding: .35rem .9rem; margin: 0 .3rem .3rem 0; min-height: 2.25rem; cursor: pointer; }
button:hover { border-color: var(--link); }
.top button { padding: 0 .6rem; margin: 0; min-height: 1.75rem; font-size: 13px; }
button.danger { color: var(--block); border-color: var(--block); background: var(--card); font-weight: 650; }
.running, .note { border-left: 4px solid var(--info); background: var(--info-ground); border-radius: 6px; padding: .5rem .9rem; }
.problem { border-left: 4px solid var(--block); background: var(--block-ground); border-radius: 6px; padding: .5rem .9rem; }
.outcome, .question { border: 1px solid var(--line); border-left: 6px solid var(--tone); border-radius: 8px; background: var(--card); padding: 1rem 1.25rem; margin: .8rem 0; }
.question { --tone: var(--block); }
.question a { white-space: nowrap; }
progress { width: 100%; accent-color: var(--link); }
.now { font-weight: 650; }
.steps { color: var(--grey); font-size: 13.5px; margin: .6rem 0; }
.login label { display: block; font-weight: 650; }
.login [type="password"] { font: inherit; width: 100%; max-width: 26rem; color: var(--text); background: var(--card); border: 1px solid var(--grey); border-radius: 6px; padding: .4rem .6rem; margin: .3rem 0 .6rem; display: block; }
nav { margin-top: 1rem; display: flex; gap: 1rem; }
`;
