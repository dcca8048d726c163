import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import { isToCome } from './findings.ts';
import type { Standing } from './history.ts';
import type { Pending } from './linting/index.ts';
import { unlintedOf } from './linting/unlinted.ts';
import type { MigrationFacts } from './migration-facts.ts';

/**
 * What lint says of the migrations to come. It and its parser are loaded only where there is SQL to judge.
 */
export async function lintOf(
  session: Session,
  request: Request,
  standings: Standing[],
): Promise<Pick<MigrationFacts, 'lint' | 'unlinted' | 'phases'>> {
  const ignored = new Set(request.settings.migrations.ignore.map(({ migration }) => migration));
  const toCome = standings.flatMap(({ project, entries }) =>
    entries
      .filter((entry) => isToCome(entry) && !ignored.has(entry.id))
      .flatMap(({ migration }) => (project && migration ? [{ project, migration }] : [])),
  );
  // Several histories of one project have the same migrations to come.
  const pending: Pending[] = [...new Map(toCome.map((each) => [each.migration, each])).values()].map(fromTheRoot);
  if (!pending.some(({ migration }) => migration.sql !== undefined)) {
    return { lint: [], unlinted: unlintedOf(pending.map(({ migration }) => migration)), phases: new Map() };
  }
  session.progress.step(`judging ${pending.length} migrations to come`);
  const { lintPending } = await import('./linting/index.ts');
  return lintPending(session, pending, request.settings.migrations);
}

/** With its file as the repository has it, which is where whoever reads the report looks for it. */
function fromTheRoot<Each extends Pending>(pending: Each & { project: { directory: string } }): Each {
  const { migration, project } = pending;
  const file = [project.directory, migration.file ?? migration.id].filter(Boolean).join('/');
  return { ...pending, migration: { ...migration, file } };
}
