import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { Entry, Standing } from './history.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** What is still to be applied, or will be at the next opportunity. */
export function isToCome({ status }: Entry): boolean {
  return status === 'pending' || status === 'out-of-order';
}

/** What lint says of the migrations to come. It and its parser are loaded only where there is SQL to judge. */
export async function lintOf(
  session: Session,
  request: Request,
  standings: Standing[],
): Promise<Pick<MigrationFacts, 'lint' | 'unlinted'>> {
  const pending = standings.flatMap(({ project, entries }) =>
    entries.filter(isToCome).flatMap(({ migration }) => (project && migration ? [{ project, migration }] : [])),
  );
  if (!pending.some(({ migration }) => migration.sql !== undefined)) return { lint: [], unlinted: null };
  const { lintPending } = await import('./linting/index.ts');
  const { lint, unlinted } = await lintPending(session, pending, request.settings.migrations);
  return { lint, unlinted };
}
