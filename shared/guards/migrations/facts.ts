import type { Project } from '../../model/manifest.ts';
import type { Request } from '../../model/request.ts';
import type { MigrationSettings } from '../../model/settings.ts';
import type { Answer, Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { ignoredMigrations } from '../judge.ts';
import { namesOfTools, tablesQuery } from './catalog.ts';
import type { History, Standing, UnreadHistory } from './history.ts';
import { homesFor, isPlaced } from './homes.ts';
import { lintOf } from './lint-of.ts';
import type { MigrationFacts } from './migration-facts.ts';
import { onTarget } from './on-target.ts';
import { standingsOf } from './pair.ts';
import { presenceFrom, presenceQuery } from './presence.ts';
import { historyFrom, historyQuery, unreadable } from './read-histories.ts';
import { runningFrom, runningQuery } from './running.ts';
import { extraStanding, missingObjects, presumed, unrecordedOf, wantedOf } from './stamped.ts';
import { candidatesQuery, type Expected, type FoundTable, historyTables } from './tables.ts';
import { toolNamed } from './tools/index.ts';

/**
 * Reads the histories of all tools in the database, and sets them beside what the repository expects. Two round trips
 * whatever the number of migrations: the tables, then what is in them together with the objects that should be there.
 * Only what lint asks of the tables comes on top.
 */
export async function migrationFacts(session: Session, asked: Request): Promise<MigrationFacts> {
  const request = onTarget(asked);
  const { expectation } = request;
  const settings = request.settings.migrations;
  const projects = (expectation?.manifest.projects ?? []).map((project) => withTable(project, settings));
  session.progress.step('looking for histories of migrations');
  const { found, tables } = await findTables(session, [...projects, ...settings.projects]);
  session.progress.step(`reading ${found.length} histories of migrations`);
  const { histories, unread, running, isThere, unlooked } = await readAll(session, { found, projects, request });
  const standings = standingsOf(projects, histories, unread).map((standing) =>
    presumed(withRunning(standing, running), isThere),
  );
  const isIgnored = ignoredMigrations(settings);
  return {
    operation: request.operation,
    expectation,
    standings,
    unread: unread.filter(({ tool }) => isWanted(tool, [...projects, ...settings.projects])),
    running,
    unlooked,
    missing: standings.flatMap((standing) => missingObjects(standing, isThere, isIgnored)),
    unrecorded: unrecordedOf(standings, isThere),
    extra: (expectation?.manifest.extra ?? []).map((extra) => extraStanding(extra, isThere)),
    ...(await lintOf(session, request, standings)),
    environment: request.target.environment,
    tables,
  };
}

/** Another application's history in the same database need not be read to judge this one. */
function isWanted(tool: string, projects: Expected[]): boolean {
  return projects.length === 0 || projects.some((project) => project.tool === tool);
}

/** The configuration names a table where the manifest does not: whoever made that one need not know this database. */
export function withTable(project: Project, settings: MigrationSettings): Project {
  const configured = settings.projects.find(
    ({ tool, directory, table }) =>
      table !== undefined && tool === project.tool && (directory === undefined || directory === project.directory),
  );
  const table = project.table ?? configured?.table;
  return table === undefined ? project : { ...project, table };
}

async function findTables(session: Session, expected: Expected[]): Promise<{ found: FoundTable[]; tables: number }> {
  const [candidates = [], counted = []] = await session.read(candidatesQuery(expected), tablesQuery);
  const found = historyTables(candidates, expected);
  const renamed = found.filter(({ name }) => !namesOfTools.has(name)).length;
  return { found, tables: Number(counted[0]?.tables ?? 0) - renamed };
}

interface Asked {
  found: FoundTable[];
  projects: Project[];
  request: Request;
}

/** The histories, who migrates now, and which objects are there: one round trip. */
async function readAll(session: Session, { found, projects, request: { expectation } }: Asked) {
  const readable = found.filter((table) => table.unreadable === null);
  const involved = [...new Set([...found, ...projects].map(({ tool }) => tool))].map(toolNamed);
  const homes = homesFor(projects, found);
  const wanted =
    expectation === null ? [] : wantedOf({ ...expectation, manifest: { ...expectation.manifest, projects } }, homes);
  const lockHolders = runningQuery(involved);
  const others = [lockHolders, wanted.length > 0 ? presenceQuery(wanted) : null];
  const statements: Statement[] = [
    ...readable.map(historyQuery),
    ...others.flatMap((sql) => (sql === null ? [] : [{ sql, weight: 10 }])),
  ];
  const answers = statements.length > 0 ? await session.each(statements) : [];
  const rest = answers.slice(readable.length);
  const running = lockHolders === null ? null : cellOf(rest.shift());
  const read = readable.map((table, at) => historyFrom(table, answers[at]));
  const presence = rest.shift();
  return {
    histories: read.filter((each): each is History => 'recorded' in each),
    unread: [
      ...found.filter((table) => table.unreadable !== null).map(unreadable),
      ...read.filter((each): each is UnreadHistory => 'reason' in each),
    ],
    running: runningFrom(running),
    isThere: presenceFrom(wanted, cellOf(presence), (object, standing) =>
      isPlaced(object) ? null : homes.ofStanding(standing),
    ),
    unlooked: presence !== undefined && 'failure' in presence ? presence.failure.message : null,
  };
}

function cellOf(answer: Answer | undefined): string | null {
  return answer !== undefined && 'cells' in answer ? (answer.cells[0] ?? null) : null;
}

/** A row without an end is no failure while somebody holds the tool's lock: it is being applied at this moment. */
function withRunning(standing: Standing, running: MigrationFacts['running']): Standing {
  const newest = standing.entries.findLast(({ status }) => status === 'failed');
  const isBusy = running.some(({ tool }) => tool === standing.tool);
  if (!isBusy || newest === undefined || newest.recorded?.detail) return standing;
  const entries = standing.entries.map((entry) =>
    entry === newest ? { ...entry, status: 'pending' as const } : entry,
  );
  return { ...standing, entries };
}
