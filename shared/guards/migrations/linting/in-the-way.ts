import type { Session } from '../../../session/session.ts';
import { identifier } from '../../../session/sql.ts';
import type { Judged } from './lint.ts';
import { parse } from './parse.ts';
import type { Name, TableFacts } from './statement.ts';
import type { Weight } from './weigh.ts';

/** What is read a second, at the least: together with the seconds that may be spent it bounds how large a table may be. */
const bytesASecond = 50_000_000;

interface Counting {
  session: Session;
  table(relation: Name): TableFacts | null;
  /** `migrations.preflightSeconds` of the settings */
  seconds: number;
}

/**
 * Counts the rows that are in the way of what was judged, in one round trip, or none where there is nothing to count.
 * The work is bounded beforehand by the sizes of the tables: what would take too long, or fails, is not counted.
 */
export async function countInTheWay(
  judged: Judged[],
  { session, table, seconds }: Counting,
): Promise<Map<Judged, Weight['inTheWay']>> {
  let left = seconds * bytesASecond;
  const chosen: { judged: Judged; sql: string; what: string }[] = [];
  for (const each of judged) {
    const probe = each.hit.probe;
    const facts = probe === undefined ? null : table(probe.table);
    const sql = probe === undefined || facts === null ? null : qualified(probe.sql, table);
    if (probe === undefined || facts === null || sql === null || facts.bytes > left) continue;
    left -= facts.bytes;
    chosen.push({ judged: each, sql, what: probe.what });
  }
  if (chosen.length === 0) return new Map();
  const answers = await session.each(chosen.map(({ sql }) => ({ sql, weight: 10 })));
  return new Map(
    chosen.flatMap(({ judged, what }, at) => {
      const answer = answers[at];
      const cell = answer !== undefined && 'cells' in answer ? answer.cells[0] : null;
      const count = Number(cell);
      return cell === null || cell === undefined || !Number.isFinite(count) ? [] : [[judged, { count, what }] as const];
    }),
  );
}

/**
 * The statement with the schema before every table that does not say it: a session's own search path leads nowhere but to
 * the catalog. Null where one of them is not in the database, or it is no single SELECT.
 */
export function qualified(sql: string, table: (relation: Name) => TableFacts | null): string | null {
  const { statements, faults, bytes } = parse(sql);
  const [only, ...others] = statements;
  if (!only || others.length > 0 || faults.length > 0 || !('SelectStmt' in only.node)) return null;
  const places = relationsWithPlaces(only.node);
  let text = bytes;
  for (const { name, schema, location } of places.sort((one, other) => other.location - one.location)) {
    const facts = table({ schema, name });
    if (facts === null) return null;
    if (schema !== null) continue;
    const before = Buffer.from(`${identifier(facts.schema)}.`);
    text = Buffer.concat([text.subarray(0, location), before, text.subarray(location)]);
  }
  return text.toString().replace(/;\s*$/, '');
}

function relationsWithPlaces(tree: unknown): (Name & { location: number })[] {
  if (Array.isArray(tree)) return tree.flatMap(relationsWithPlaces);
  if (typeof tree !== 'object' || tree === null) return [];
  const own = tree as { relname?: string; schemaname?: string; location?: number };
  if (own.relname !== undefined) {
    // `FROM ONLY users` is placed at the table's name as well.
    return [{ schema: own.schemaname ?? null, name: own.relname, location: own.location ?? 0 }];
  }
  return Object.values(tree).flatMap(relationsWithPlaces);
}
