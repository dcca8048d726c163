import type { Operation } from '../../../shared/model/report.ts';
import { html, type Markup } from '../../../shared/report/html/markup.ts';
import type { PageTarget } from './known-targets.ts';
import type { PageRun } from './page-runs.ts';
import { runPath, targetPath } from './paths.ts';

const words: Record<Operation, string> = { check: 'Check', fix: 'Fix…', verify: 'Verify' };

/** A button for each operation that is allowed, and what goes on at the moment. */
export function controls(target: PageTarget, running: PageRun[], formToken: string): Markup {
  const buttons = target.allowed.map(
    (operation) =>
      html`<button name="operation" value="${operation}">${words[operation]}<span class="hidden"> ${target.name}</span></button> `,
  );
  return html`${running.map((run) => html`<p class="running"><a href="${runPath(run.id)}">${runName(run)} is running</a></p>`)}
<form method="post" action="${targetPath(target.name)}/runs"><input type="hidden" name="token" value="${formToken}">
${buttons.length === 0 ? 'nothing may be run on it from here' : buttons}</form>`;
}

/** What a run is called: "check of shop", "plan of a fix of shop". */
export function runName({ operation, dryRun, target }: Pick<PageRun, 'operation' | 'dryRun' | 'target'>): string {
  return `${dryRun ? 'plan of a fix' : operation} of ${target}`;
}
