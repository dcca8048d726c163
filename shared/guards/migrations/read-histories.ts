import type { Answer } from '../../session/each.ts';
import { identifier, regclass } from '../../session/sql.ts';
import { harmless, notHarmless } from './harmless.ts';
import type { History, UnreadHistory } from './history.ts';
import type { FoundTable } from './tables.ts';
import { toolNamed } from './tools/index.ts';

/**
 * The statements that read one history: one row, one cell. It is another round trip than the one that found it harmless:
 * it is locked as reading does (nobody can change it then), looked at once more, and only then read.
 */
export function historyQuery(table: FoundTable): { sql: string; weight: number } {
  const { schema, name, tool } = table;
  const guarded = [
    `LOCK TABLE ONLY ${identifier(schema, name)} IN ACCESS SHARE MODE`,
    `SELECT (CASE WHEN ${harmless(regclass(schema, name))} THEN '0' ELSE '${notHarmless}' END)::int`,
    toolNamed(tool).query(table),
  ];
  return { sql: guarded.join(';\n'), weight: 2 };
}

/** What the statement answered; a history that could not be read, or is of another shape, is unknown. */
export function historyFrom(table: FoundTable, answer: Answer | undefined): History | UnreadHistory {
  const { tool, schema, name } = table;
  const common = { tool, table: `${schema}.${name}` };
  if (answer === undefined) return { ...common, reason: 'no answer came', sql: [] };
  if ('failure' in answer) return { ...common, ...whyNot(table, answer.failure) };
  try {
    const said = toolNamed(tool).read(JSON.parse(answer.cells[0] ?? 'null'), table);
    return { ...common, schema, lock: null, environment: null, ...said };
  } catch (error) {
    const reason = `its rows are of another shape: ${error instanceof Error ? error.message : String(error)}`;
    return { ...common, reason, sql: [] };
  }
}

/** A table that needs no question: it is known that this role may not read it, or that it is of another shape. */
export function unreadable({ tool, schema, name, unreadable: reason, grants }: FoundTable): UnreadHistory {
  return { tool, table: `${schema}.${name}`, reason: reason ?? '', sql: grants };
}

function whyNot(
  { schema, name }: FoundTable,
  { sqlState, message }: { sqlState: string; message: string },
): Pick<UnreadHistory, 'reason' | 'sql'> {
  if (sqlState === '55P03')
    return {
      reason: 'somebody else holds a lock on it, and it did not come free in time: a migration may be running',
      sql: [],
    };
  if (message.includes(notHarmless)) return { reason: notHarmless, sql: [] };
  if (sqlState === '57014') return { reason: 'no answer came within the time limit', sql: [] };
  if (sqlState !== '42501') return { reason: message, sql: [] };
  if (message.includes('row-level security')) {
    return { reason: 'row level security hides rows of it from this role', sql: ['ALTER ROLE <this role> BYPASSRLS'] };
  }
  const other = /permission denied for (?:table|relation|view) (.+)$/.exec(message)?.[1] ?? name;
  return { reason: message, sql: [`GRANT SELECT ON ${identifier(schema, other)} TO <this role>`] };
}
