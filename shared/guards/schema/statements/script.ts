import { shownPath } from '../../../model/snapshot.ts';
import { ownSearchPath } from '../../../session/sql.ts';
import type { Step } from '../difference.ts';

/** Whoever waits for a lock keeps out all that come after. */
const patience = "SET lock_timeout = '5s'";

/** What the script sets for its own session, and takes back at its end. */
const settings = [
  `SET search_path = ${ownSearchPath}`,
  patience,
  'SET standard_conforming_strings = on',
  // Bodies of functions may name what comes after them.
  'SET check_function_bodies = off',
];
const resets = [
  'RESET check_function_bodies',
  'RESET standard_conforming_strings',
  'RESET lock_timeout',
  'RESET search_path',
];

/**
 * The statements of all steps that are certain, in the order in which they can run. Each has to be sent by itself, outside of
 * a transaction, as CREATE INDEX CONCURRENTLY cannot run in one.
 */
export function statementsIn(steps: Step[]): string[] {
  const certain = inOrder(steps).filter(({ step }) => step.certain);
  return certain.length === 0 ? [] : [...settings, ...certain.flatMap(({ sql }) => patiently(sql)), ...resets];
}

/**
 * All steps as one script for psql: what is certain as statements, what has to be decided as comments. Sent again after
 * something failed in the middle, it is to be written anew, from another comparison. `untold`: why something could not be
 * compared, which may differ all the same.
 */
export function scriptOf(steps: Step[], about: { from: string; to: string; untold?: string[] }): string {
  const { from, to, untold = [] } = about;
  const certain = inOrder(steps).filter(({ step }) => step.certain);
  const undecided = steps.filter((step) => !step.certain);
  const heading = comment(`lockstep: makes the schema of ${to} like that of ${from}.`);
  const unknown = untold.map((reason) => comment(`NOT COMPARED: ${printable(reason)}`));
  if (steps.length === 0 && unknown.length > 0) return `${[heading, ...unknown].join('\n')}\n`;
  const lines = [
    heading,
    ...unknown,
    comment(
      `${several(certain.length, 'statement')} to run, ${several(undecided.length, 'difference')} to decide about.`,
    ),
    comment(
      'Run it with: psql -v ON_ERROR_STOP=1 -f <this file>. It is no single transaction, since CONCURRENTLY allows none;',
    ),
    comment('where it stops, compare again for what is left.'),
    '',
  ];
  if (certain.length > 0) lines.push(...settings.map(statement), '', ...described(certain), ...resets.map(statement));
  for (const step of undecided) lines.push('', ...toDecide(step));
  if (steps.length === 0) lines.push(comment('Nothing differs.'));
  return `${lines.join('\n')}\n`;
}

/**
 * An index that is built concurrently waits for all older transactions, which is no harm to them; where that takes too long
 * for `lock_timeout`, it is left behind INVALID.
 */
function patiently(sql: string): string[] {
  return /^(?:CREATE|CREATE UNIQUE|DROP|REINDEX) INDEX CONCURRENTLY /.test(sql)
    ? ['SET lock_timeout = 0', sql, patience]
    : [sql];
}

interface Piece {
  step: Step;
  sql: string;
}

function inOrder(steps: Step[]): Piece[] {
  const pieces = steps.flatMap((step) =>
    step.sql.map((sql, index) => ({ step, sql, place: step.order?.[index] ?? 0 })),
  );
  return pieces.sort((one, other) => one.place - other.place);
}

/** The statements, with a comment where those of another difference begin. */
function described(pieces: Piece[]): string[] {
  return pieces.flatMap(({ step, sql }, index) => [
    ...(pieces[index - 1]?.step === step ? [] : [comment(title(step))]),
    ...patiently(sql).map(statement),
  ]);
}

function toDecide(step: Step): string[] {
  return [
    comment(`To decide: ${title(step)}: ${step.decide ?? 'which of the two is right'}`),
    ...step.sql.map((sql) => comment(statement(sql), '    ')),
  ];
}

const verbs = { removed: 'is missing', added: 'is there in addition', changed: 'differs' };

function title({ difference }: Step): string {
  const { kind, change, properties } = difference;
  const which = change === 'changed' ? ` in ${properties.map(({ name }) => name).join(', ')}` : '';
  return `${kind} ${printable(shownPath(difference))} ${verbs[change]}${which}`;
}

/** On a line of its own, as a definition may end in a comment. */
export function statement(sql: string): string {
  const text = sql.trimEnd();
  if (text.endsWith(';')) return text;
  return text.includes('--') ? `${text}\n;` : `${text};`;
}

/** Every line of it as a comment; PostgreSQL ends one at a carriage return as well. */
function comment(text: string, indent = ''): string {
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => `-- ${indent}${line}`)
    .join('\n');
}

/** A name in one line: what would end it is shown as an escape. */
function printable(name: string): string {
  return name.replace(/\p{C}|[\u2028\u2029]/gu, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function several(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
