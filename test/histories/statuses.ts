import type { History } from '../../shared/guards/migrations/history.ts';
import { reconcile } from '../../shared/guards/migrations/reconcile.ts';
import type { Project } from '../../shared/model/manifest.ts';

/** The status of every migration that either side has, by its id. */
export function statuses({
  project,
  history,
}: {
  project: Project | null;
  history: History | null;
}): Record<string, string> {
  return Object.fromEntries(reconcile(project, history).entries.map(({ id, status }) => [id, status]));
}
