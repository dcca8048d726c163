import { html, type Markup } from '../../../shared/report/html/markup.ts';
import { controls } from './controls.ts';
import type { History } from './history.ts';
import type { PageTarget } from './known-targets.ts';
import { environmentOf, reportLine } from './overview.ts';
import type { PageRun } from './page-runs.ts';
import { targetPath } from './paths.ts';

interface Shown {
  running: PageRun[];
  formToken: string;
  /** null where the archive cannot list; `place` says where they are */
  history: History | null;
  place: string;
  /** whether these are not the newest */
  later: boolean;
}

/** One target: what may be run on it, and its reports, newest first. */
export function targetView(target: PageTarget, { running, formToken, history, place, later }: Shown): Markup {
  return html`<h1>${target.name}${environmentOf(target)}</h1>
${controls(target, running, formToken)}
<h2>History</h2>
${history === null ? html`<p>All reports are kept in ${place}, which is not listed here.</p>` : pageOf(history, target, later)}`;
}

function pageOf({ reports, next }: History, { name }: PageTarget, later: boolean): Markup {
  const older = next === null ? undefined : html`<a rel="next" href="${targetPath(name)}?before=${next}">Older</a>`;
  const newest = later ? html`<a href="${targetPath(name)}">Newest</a> ` : undefined;
  const pages =
    later || next !== null ? html`<nav aria-label="pages of the history">${newest}${older}</nav>` : undefined;
  return html`${reports.length === 0 ? html`<p>no reports so far</p>` : html`<ol class="reports">${reports.map(reportLine)}</ol>`}
${pages}`;
}
