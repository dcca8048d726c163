import { historyFrom, historyQuery } from '../guards/migrations/read-histories.ts';
import { candidatesQuery, type Expected, type FoundTable, historyTables } from '../guards/migrations/tables.ts';
import type { Request } from '../model/request.ts';
import type { Session } from '../session/session.ts';

/** A row of a history that came while the command ran. `at`: when it was first seen, in milliseconds since 1970. */
export interface Sighting {
  tool: string;
  id: string;
  at: number;
}

/** What was seen of the command: since when it had a session (null: never), and the rows that it wrote into histories. */
export interface Seen {
  connectedAt: number | null;
  sightings: Sighting[];
}

/** Sees which rows come, from one look to the next. A tool that keeps no times tells so how long a migration took. */
export interface HistoryWatch {
  look(session: Session): Promise<void>;
  sightings: Sighting[];
}

export function historyWatch({ expectation, settings }: Request): HistoryWatch {
  const expected: Expected[] = [...(expectation?.manifest.projects ?? []), ...settings.migrations.projects];
  const sightings: Sighting[] = [];
  let tables: FoundTable[] = [];
  let known: Set<string> | null = null;
  return {
    sightings,
    async look(session) {
      // A first deploy makes its history.
      if (tables.length === 0) tables = await tablesOf(session, expected);
      const at = Date.now();
      const rows = await rowsOf(session, tables);
      if (rows === null) return;
      const fresh = rows.filter((row) => !known?.has(keyOf(row)));
      if (known !== null) sightings.push(...fresh.map((row) => ({ ...row, at })));
      known = new Set([...(known ?? []), ...rows.map(keyOf)]);
    },
  };
}

type HistoryRow = Pick<Sighting, 'tool' | 'id'>;

function keyOf({ tool, id }: HistoryRow): string {
  return `${tool} ${id}`;
}

async function tablesOf(session: Session, expected: Expected[]): Promise<FoundTable[]> {
  const [candidates = []] = await session.read(candidatesQuery(expected));
  return historyTables(candidates, expected).filter(({ unreadable }) => unreadable === null);
}

/** Null where a history could not be read now: the tool may hold a lock on it. */
async function rowsOf(session: Session, tables: FoundTable[]): Promise<HistoryRow[] | null> {
  if (tables.length === 0) return [];
  const answers = await session.each(tables.map(historyQuery));
  const histories = tables.map((table, at) => historyFrom(table, answers[at]));
  if (histories.some((history) => 'reason' in history)) return null;
  return histories.flatMap((history) =>
    'recorded' in history
      ? history.recorded.filter(({ status }) => status === 'applied').map(({ id }) => ({ tool: history.tool, id }))
      : [],
  );
}
