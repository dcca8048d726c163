import type { Migration, Project } from '../../../model/manifest.ts';
import type { LintEntry, MigrationEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import type { Session } from '../../../session/session.ts';
import { countInTheWay } from './in-the-way.ts';
import { lint, nowhere, type Surroundings } from './lint.ts';
import { readLive, tableAmong } from './live.ts';
import { namesOf } from './newcomers.ts';
import { loadParser } from './parse.ts';
import { phaseOf } from './phase.ts';
import { reported } from './reported.ts';
import { unknownRules } from './settled.ts';
import { statementsOf } from './statements.ts';
import { unlintedOf, unreadOf } from './unlinted.ts';

/** A migration that is still to be applied. */
export interface Pending {
  project: Pick<Project, 'tool' | 'transaction'>;
  migration: Migration;
}

/** What lint says. `phases`: by the migration's id. `unlinted`: what could not be judged, and why; null where all was. */
export interface LintOutcome {
  lint: LintEntry[];
  unlinted: string | null;
  phases: Map<string, NonNullable<MigrationEntry['phase']>>;
}

/**
 * What the lint rules say of the migrations that are still to be applied, in their order, by the database that they will
 * run on. One round trip; two where rows are counted that would be in the way.
 *
 * The door of lint for the guard, and only ever imported dynamically: the parser is 1.7 MB of WebAssembly.
 */
export async function lintPending(
  session: Session,
  pending: Pending[],
  settings: MigrationSettings,
): Promise<LintOutcome> {
  if (pending.length === 0) return { lint: [], unlinted: null, phases: new Map() };
  await loadParser();
  const names = pending.flatMap(({ migration, project }) =>
    statementsOf(migration, project).statements.flatMap(namesOf),
  );
  const live = await readLive(session, [...new Set(names)]);
  const version = Math.floor(session.server.version / 10_000);
  if ('unread' in live) {
    const reason = `the tables could not be read (${live.unread}), so nothing is weighed by their size`;
    return outcome(pending, settings, { surroundings: nowhere(version), reason });
  }
  const table: Surroundings['table'] = (relation) => tableAmong(live.tables, relation);
  const constrainedDomain: Surroundings['constrainedDomain'] = ({ schema, name }) =>
    live.domains.some((domain) => domain.name === name && (schema === null || domain.schema === schema));
  const surroundings = { version, live: true, table, lockTimeout: live.lockTimeout, constrainedDomain };
  return outcome(pending, settings, { surroundings, reason: null, session });
}

interface Found {
  surroundings: Surroundings;
  reason: string | null;
  session?: Session;
}

async function outcome(
  pending: Pending[],
  settings: MigrationSettings,
  { surroundings, reason, session }: Found,
): Promise<LintOutcome> {
  const linted = lint(pending, settings, surroundings);
  const judged = linted.flatMap((each) => each.judged);
  const { table } = surroundings;
  const seconds = settings.preflightSeconds;
  const counts = session === undefined ? new Map() : await countInTheWay(judged, { session, table, seconds });
  return {
    lint: linted.flatMap((each) => reported(each, settings, { surroundings, counts })),
    unlinted:
      [unlintedOf(pending.map(({ migration }) => migration)), unreadOf(linted), ...unknownRules(settings), reason]
        .filter((each) => each !== null)
        .join('; ') || null,
    phases: new Map(
      linted.flatMap((each) => {
        const phase = phaseOf(each);
        return phase === undefined ? [] : [[each.migration.id, phase]];
      }),
    ),
  };
}
