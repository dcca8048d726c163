import type { Report } from '../../../shared/model/report.ts';
import { changesPart } from '../../../shared/report/html/changes.ts';
import { html, type Markup } from '../../../shared/report/html/markup.ts';
import { objectsOf } from '../../../shared/report/summary.ts';
import { endsDiff } from '../../../shared/report/text-diff.ts';
import { controls, runName } from './controls.ts';
import type { PageTarget } from './known-targets.ts';
import type { PageRun } from './page-runs.ts';
import { runPath, targetPath } from './paths.ts';
import { moment, told } from './told.ts';

interface Shown {
  formToken: string;
  /** somebody asked for the same while it ran */
  already: boolean;
  /** what may be run next */
  target: PageTarget;
}

/** How a run goes on, or what came of it; a plan of a fix asks whether it is to be done. */
export function runView(run: PageRun, { formToken, already, target }: Shown): Markup {
  const name = runName(run);
  return html`<h1>${name.charAt(0).toUpperCase()}${name.slice(1)}</h1>
${already ? html`<p class="note">It was running already, and was not begun a second time.</p>` : undefined}
${run.end === null ? live(run, target, formToken) : [ended(run, run.end, formToken), controls(target, [], formToken)]}
<p><a href="${targetPath(run.target)}">All reports on ${run.target}</a></p>`;
}

function live(run: PageRun, { allowed }: PageTarget, formToken: string): Markup {
  return html`<div data-events="${runPath(run.id)}/events">
<p class="now" role="status">${run.steps.at(-1) ?? 'waiting for its turn'}</p>
<progress aria-label="how far the step is"></progress>
<ol class="steps">${run.steps.map((step) => html`<li>${step}</li>`)}</ol>
</div>
<p>Begun ${moment(new Date(run.startedAt).toISOString())}. It goes on when you leave this page.</p>
${run.stopping.signal.aborted ? html`<p class="note">It is being stopped.</p>` : allowed.includes(run.operation) ? stop(run, formToken) : undefined}`;
}

function stop({ id }: PageRun, formToken: string): Markup {
  return html`<form method="post" action="${runPath(id)}/stop"><input type="hidden" name="token" value="${formToken}">
<button class="danger">Stop</button></form>`;
}

function ended(run: PageRun, end: NonNullable<PageRun['end']>, formToken: string): Markup {
  if ('problem' in end) return html`<div class="problem" role="alert"><p>${end.problem}</p><p>${end.next}</p></div>`;
  const { report } = end;
  const failed = report.published?.find(({ channel, status }) => channel === 'archive' && status === 'failed');
  return html`<div class="outcome ${report.verdict}">${told(report)}</div>
${failed === undefined ? undefined : html`<p class="note">The report could not be kept: ${failed.detail ?? 'no reason given'}</p>`}
${run.dryRun && report.changes.length > 0 ? question(run, report, formToken) : undefined}`;
}

/** As the command asks: first what would run, then whether it shall. */
function question(run: PageRun, report: Report, formToken: string): Markup {
  const objects = objectsOf(report.changes);
  return html`${changesPart(report, { prefix: '', level: 2, texts: endsDiff, taken: new Set() })}
<form method="post" action="${targetPath(run.target)}/runs" class="question">
<input type="hidden" name="token" value="${formToken}"><input type="hidden" name="plan" value="${run.id}">
<p>Change ${objects} of ${run.target}?</p>
<button class="danger" name="operation" value="fix">Change ${objects}</button> <a href="/">Leave it as it is</a></form>`;
}
