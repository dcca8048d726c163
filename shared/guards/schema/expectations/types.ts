import type { Answer, Statement } from '../../../session/each.ts';
import { serialTypes } from '../../serials.ts';

const word = '(?:"(?:[^"]|"")+"|[a-z_][\\w$]*)';
const modifiers = '\\(\\s*-?\\w+(?:\\s*,\\s*-?\\w+)*\\s*\\)';

/**
 * What a type may be spelled like. Nothing of it can end the CAST that it is put into: no quotes for texts, no comments, no
 * parentheses but those around modifiers. Within a CAST PostgreSQL takes a type's name and nothing else.
 */
const spelling = new RegExp(
  `^${word}(?:\\.${word})*(?:\\s+${word})*\\s*(?:${modifiers})?(?:\\s+${word})*(?:\\s*\\[\\d*\\])*$`,
  'i',
);

/** The type as it was spelled, as the server writes it; or why it does not know it. */
export type NormalType = { type: string } | { unknown: string };

/** Whether a text is spelled as a type is; only then may it be part of a statement. */
export function isTypeSpelling(text: string): boolean {
  return spelling.test(text.trim());
}

/**
 * Asks the server how it writes a type, modifiers included. The statement is planned and never run. No function of 14 to 16
 * tells the modifiers that a text stands for; the plan's constant does.
 */
export function normalTypeStatement(text: string): Statement {
  const spelled = serialTypes[text.trim().toLowerCase()] ?? text.trim();
  const sql = isTypeSpelling(spelled) ? `SELECT CAST(NULL AS ${spelled})` : 'SELECT NULL';
  return { sql: `EXPLAIN (VERBOSE, COSTS OFF, FORMAT JSON) ${sql}`, weight: 1 };
}

/** What the server answered to `normalTypeStatement`. */
export function normalTypeFrom(text: string, answer: Answer): NormalType {
  if (!isTypeSpelling(text)) return { unknown: `${text} is not spelled like a type` };
  if ('failure' in answer) {
    const { sqlState, message } = answer.failure;
    return { unknown: sqlState === '42704' ? `${message} in pg_catalog: name its schema` : message };
  }
  const [plan] = JSON.parse(answer.cells[0] ?? '[]') as { Plan?: { Output?: string[] } }[];
  const output = plan?.Plan?.Output?.[0] ?? '';
  // A domain comes as (NULL::text)::public.price.
  const type = /::((?:"(?:[^"]|"")*"|[^":])+)$/.exec(output)?.[1];
  return type === undefined ? { unknown: `the server does not say how it writes ${text}` } : { type };
}

/**
 * Whether a column's type, as the server writes it, is the one that is wanted. A type outside of pg_catalog may be named
 * without its schema, as in migrations.
 */
export function isType(actual: string, wanted: string, normal: NormalType | undefined): boolean {
  if (normal !== undefined && 'type' in normal) return actual === normal.type;
  const bare = (text: string) => text.replaceAll(/\s|"/g, '').toLowerCase();
  return bare(actual.replace(new RegExp(`^${word}\\.`, 'i'), '')) === bare(wanted);
}
