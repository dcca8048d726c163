import { type Operation, operationSchema } from '../../../shared/model/report.ts';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import { html, type Markup } from '../../../shared/report/html/markup.ts';
import { withoutCredentials } from '../../../shared/request/credentials.ts';
import { controls } from './controls.ts';
import { type BriefReport, latestOf } from './history.ts';
import type { PageTarget } from './known-targets.ts';
import type { PageRun } from './page-runs.ts';
import { targetPath } from './paths.ts';
import { told } from './told.ts';

interface Shown {
  targets: PageTarget[];
  archive: Archive;
  running: (target: string) => PageRun[];
  formToken: string;
}

/** Every target with the latest verdict of each operation, and what may be run on it. */
export async function overview(shown: Shown): Promise<Markup> {
  const parts = await Promise.all(shown.targets.map((target) => targetPart(target, shown)));
  return html`<h1>Targets</h1>
${parts.length === 0 ? html`<p>No target is configured, and DATABASE_URL is not set: write one into lockstep.config.json, and start again.</p>` : parts}`;
}

async function targetPart(target: PageTarget, { archive, running, formToken }: Shown): Promise<Markup> {
  const asked = operationSchema.options.map((operation) => lastOf(target.name, operation, archive));
  const last = await Promise.all(asked);
  const reports = last.flatMap(({ report }) => report ?? []).sort((one, other) => (one.id < other.id ? 1 : -1));
  const missing = last.filter(({ operation, report }) => report === null && target.allowed.includes(operation));
  const none = missing.length === 0 ? undefined : html`<p class="none">${namesOf(missing)} so far</p>`;
  return html`<section class="target">
<h2><a href="${targetPath(target.name)}">${target.name}</a>${environmentOf(target)}</h2>
${last.map(({ problem }) => (problem === null ? undefined : html`<p class="problem">${problem}</p>`))}
<ul class="reports">${reports.map(reportLine)}</ul>
${none}
${controls(target, running(target.name), formToken)}
</section>
`;
}

/** "no check, no fix" */
function namesOf(missing: { operation: Operation }[]): string {
  return missing.map(({ operation }) => `no ${operation}`).join(', ');
}

/** Beside its name, where it has one. */
export function environmentOf({ environment }: PageTarget): Markup | undefined {
  return environment === null ? undefined : html` <small>${environment}</small>`;
}

/** One that cannot be read hides no other. */
async function lastOf(target: string, operation: Operation, archive: Archive) {
  try {
    return { operation, report: await latestOf(target, operation, archive), problem: null };
  } catch (error) {
    const problem = withoutCredentials(`the last ${operation} cannot be read: ${error}`);
    return { operation, report: undefined, problem };
  }
}

/** A report in a list. */
export function reportLine(report: BriefReport): Markup {
  return html`<li class="${report.verdict}">${told(report)}</li>
`;
}
