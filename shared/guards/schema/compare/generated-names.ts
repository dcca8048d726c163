import type { SnapshotObject } from '../../../model/snapshot.ts';
import { pathIn, unquoted, withoutOwnName } from './names.ts';
import { tokensOf } from './tokens.ts';

/**
 * Whether the name of a constraint, an index or an owned sequence has the form that PostgreSQL gives it unasked: the table,
 * the columns, what it is, and a number where that was taken. The table may have had another name at that time.
 *
 * src/backend/commands/indexcmds.c (ChooseRelationName, makeObjectName): at most 63 bytes, of which the columns lose some
 * where they are longer than the table.
 */
export function isGeneratedName({ kind, path, is }: SnapshotObject): boolean {
  const name = path.at(-1) ?? '';
  if (kind === 'sequence')
    return hasForm(name, { columns: pathIn(String(is['owned by'] ?? '')).slice(-1), label: 'seq' });
  if (kind !== 'constraint' && kind !== 'index') return false;
  const tokens = withoutOwnName(tokensOf(String(is.definition ?? '')));
  const label = kind === 'index' ? 'idx' : (labels[tokens[0] ?? ''] ?? '');
  if (label === 'pkey' || label === 'check') return hasForm(name, { columns: null, label });
  return label !== '' && hasForm(name, { columns: columnsIn(tokens), label });
}

/** Whether the name of a domain's check is one that PostgreSQL makes. */
export function isGeneratedCheck(name: string): boolean {
  return hasForm(name, { columns: null, label: 'check' });
}

const labels: Record<string, string> = {
  PRIMARY: 'pkey',
  UNIQUE: 'key',
  FOREIGN: 'fkey',
  EXCLUDE: 'excl',
  CHECK: 'check',
  NOT: 'not_null',
};

/** `columns`: null where any will do. */
function hasForm(name: string, { columns, label }: { columns: string[] | null; label: string }): boolean {
  const end = name.replace(/\d{0,9}$/, '');
  if (!end.endsWith(`_${label}`) || columns?.length === 0) return false;
  const start = end.slice(0, -label.length - 1);
  const joined = columns?.join('_');
  if (joined === undefined) return start !== '';
  if (start.endsWith(`_${joined}`)) return true;
  return new TextEncoder().encode(name).length >= leastWhenCut && endsWithStartOf(start, joined);
}

/** No letter is cut in two: the table and the columns can each lose three bytes more. */
const leastWhenCut = 57;

/** Cut to what is left of 63 bytes, the columns keep as many as the table at least: twenty or so. */
function endsWithStartOf(start: string, joined: string): boolean {
  for (let at = start.indexOf('_', 1); at >= 0; at = start.indexOf('_', at + 1)) {
    const rest = start.slice(at + 1);
    if (new TextEncoder().encode(rest).length >= 20 && joined.startsWith(rest)) return true;
  }
  return false;
}

/**
 * The columns that an index or a constraint names, with those that it includes; null where one is an expression, which
 * PostgreSQL names after what it is made of.
 */
function columnsIn(tokens: string[]): string[] | null {
  const columns: string[] = [];
  const starts = [tokens.indexOf('('), tokens[0] === 'FOREIGN' ? -1 : tokens.indexOf('INCLUDE') + 1];
  for (const start of starts.filter((at, index) => at > 0 && (index === 0 || tokens[at] === '('))) {
    const names = namesFrom(tokens, start);
    if (names === null) return null;
    columns.push(...names);
  }
  return columns;
}

function namesFrom(tokens: string[], start: number): string[] | null {
  const names: string[] = [];
  for (let at = start; tokens[at] !== ')'; at++) {
    const token = tokens[at];
    const isFirst = at === start + 1 || tokens[at - 1] === ',';
    if (token === undefined || (token === '(' && at > start)) return null;
    if (isFirst) names.push(unquoted(token));
  }
  return names;
}
