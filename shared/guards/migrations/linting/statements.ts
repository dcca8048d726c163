import type { Migration, Project, SqlPart } from '../../../model/manifest.ts';
import { statementsInBlock } from './do-block.ts';
import type { Fault } from './fault.ts';
import { linesOf } from './lines.ts';
import { nodeOf } from './names.ts';
import { type Parsed, parse, tokensOf } from './parse.ts';
import type { Statement } from './statement.ts';
import { type Wrapping, wrappingOf } from './wrapping.ts';

/** A statement and the transaction that it runs in: those of one transaction have the same number. */
export interface PlacedStatement extends Statement {
  transaction: number;
  /** in the file, where its last word stands */
  lastLine: number;
}

/** A fault where it stands in the file. */
export interface PlacedFault extends Pick<Fault, 'kind' | 'message' | 'harmless'> {
  line: number;
  /** from 1, in characters */
  column: number;
}

/** The SQL of a migration, read. */
export interface Reading {
  statements: PlacedStatement[];
  faults: PlacedFault[];
}

/** Where a migration is sent: as its project has it. */
export type Sender = Pick<Project, 'tool' | 'transaction'>;

/** `wholeBlocks`: a DO block that could be read is one statement all the same, as PostgreSQL runs it. */
interface ReadingOptions {
  wholeBlocks?: boolean;
}

/**
 * The statements of a migration with their lines in its file, and whether a transaction is open around each: the
 * tool's own, one that the file begins, or the one that PostgreSQL makes of several statements in one query. In place of a
 * DO block that runs plain SQL alone there are its statements. The parser has to be loaded.
 */
export function statementsOf(
  migration: Migration,
  project: Sender,
  { wholeBlocks = false }: ReadingOptions = {},
): Reading {
  const reading: Reading = { statements: [], faults: [] };
  const wrapping = wrappingOf(migration, project);
  const state: Open = { open: wrapping.wrapped, transaction: 0 };
  for (const part of migration.sql ?? []) readPart(part, { migration, wrapping, state, reading, wholeBlocks });
  return reading;
}

/** Whether a transaction block is open, and how many ended or stood alone before. */
interface Open {
  open: boolean;
  transaction: number;
}

interface Place {
  migration: Migration;
  wrapping: Wrapping;
  state: Open;
  reading: Reading;
  wholeBlocks: boolean;
}

function readPart(part: SqlPart, { migration, wrapping, state, reading, wholeBlocks }: Place): void {
  const { bytes, statements, faults } = parse(part.text);
  const lines = linesOf(bytes, part.line);
  const isOutside = part.outsideTransaction === true && state.open;
  if (isOutside) Object.assign(state, { open: false, transaction: state.transaction + 1 });
  // Alone in its query, a statement is in no transaction that anybody else shares.
  const implicit = wrapping.together && statements.length > 1;
  const put = (each: Parsed, placed: Placed) => {
    const { start, end } = trimmed(bytes, each);
    const sql = bytes.toString('utf8', start, end);
    const file = migration.file ?? migration.id;
    const line = lines.lineAt(start);
    const lastLine = lines.lineAt(Math.max(start, end - 1));
    reading.statements.push({ node: each.node, sql, file, migration: migration.id, line, lastLine, ...placed });
  };
  for (const each of statements) {
    const placed = passed(each, state, implicit);
    const within = wholeBlocks ? null : statementsInBlock(bytes, each);
    // A DO block is run by one statement, and is in its transaction.
    for (const inner of within ?? []) put(inner, { ...placed, inTransaction: true });
    if (within === null) put(each, placed);
  }
  if (implicit && !state.open) state.transaction += 1;
  if (isOutside) Object.assign(state, { open: true, transaction: state.transaction + 1 });
  reading.faults.push(
    ...faults.map(({ start: _start, end: _end, at, ...fault }) => ({ ...fault, ...lines.placeAt(at) })),
  );
}

type Placed = Pick<PlacedStatement, 'inTransaction' | 'implicit' | 'transaction'>;

/** The transaction of a statement, and the state behind it. */
function passed({ node }: Parsed, state: Open, implicit: boolean): Placed {
  const kind = nodeOf({ node }, 'TransactionStmt')?.kind;
  const ownOfQuery = implicit && !state.open ? { implicit: true as const } : {};
  const before = { inTransaction: state.open || implicit, ...ownOfQuery, transaction: state.transaction };
  if (kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START') {
    if (!state.open && !implicit) state.transaction += 1;
    state.open = true;
    // What it begins is not around it.
    return { ...before, transaction: state.transaction };
  }
  if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK' || kind === 'TRANS_STMT_PREPARE') {
    state.open = false;
    state.transaction += 1;
  } else if (!before.inTransaction) state.transaction += 1;
  return before;
}

/** A statement without the blanks and comments around it. The parser ends the last one where the text does. */
function trimmed(bytes: Buffer, { start, end }: Parsed): { start: number; end: number } {
  const text = bytes.toString('utf8', start, end);
  if (!/^\s|\s$|--|\*\//.test(text)) return { start, end };
  if (!/^\s*(--|\/\*)|--[^\n]*\s*$|\*\/\s*$/.test(text)) {
    const blanksBefore = text.length - text.trimStart().length;
    const blanksBehind = text.length - text.trimEnd().length;
    return { start: start + blanksBefore, end: end - blanksBehind };
  }
  const words = tokensOf(text).filter(({ name }) => !name.endsWith('COMMENT'));
  return { start: start + (words[0]?.start ?? 0), end: start + (words.at(-1)?.end ?? end - start) };
}
