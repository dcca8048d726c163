import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { refusesTransactions } from '../guards/migrations/lint/concurrently-in-transaction.ts';
import { linesOf } from '../guards/migrations/linting/lines.ts';
import { nodeOf } from '../guards/migrations/linting/names.ts';
import { loadParser, type Parsed, parse } from '../guards/migrations/linting/parse.ts';
import { codeOf, RefusedError, StatementError } from '../model/errors.ts';
import type { Limits } from '../model/settings.ts';
import type { Session } from '../session/session.ts';

/** Why a file was not applied; nothing of it was kept. `line`: of the file, from 1, of the statement that failed. */
export interface FileFailure {
  path: string;
  message: string;
  line: number | null;
  sqlState: string | null;
}

/** What a file holds, a statement each, with its line. */
export interface SqlFile {
  path: string;
  statements: { line: number; sql: string }[];
}

/**
 * Reads a file of SQL, without a BEGIN and COMMIT around all of it: it is applied in one transaction anyhow.
 * @throws RefusedError `deploy/files-failed` where it cannot be read, is no SQL, has transactions of its own, or a statement
 * that refuses to be in one
 */
export async function sqlFileAt(path: string, folder: string): Promise<SqlFile> {
  const text = await textOf(path, folder);
  await loadParser();
  const { bytes, statements, faults } = parse(text);
  const lines = linesOf(bytes, 1);
  const [fault] = faults;
  if (fault) throw refused(`${path} cannot be read in line ${lines.placeAt(fault.at).line}: ${fault.message}`);
  const inner = statements.filter((each, at) => !isAround(each, { at, of: statements.length }));
  const placed = inner.map((each) => ({ line: lines.lineAt(firstWord(bytes, each)), each }));
  const own = placed.find(({ each }) => controlOf(each) !== undefined);
  if (own) throw refused(`${path} has a transaction of its own in line ${own.line}, and is applied in one`);
  for (const { line, each } of placed) {
    const what = refusesTransactions(each, newest);
    if (what !== null) throw refused(`${path} has ${what} in line ${line}, which cannot run in a transaction`);
  }
  return {
    path,
    statements: placed.map(({ line, each }) => ({ line, sql: bytes.toString('utf8', each.start, each.end) })),
  };
}

/** What older servers refuse besides, they say themselves. */
const newest = { version: Number.POSITIVE_INFINITY };

/**
 * Applies it in one transaction that waits for locks as long as `limits.lockSeconds` says; null where that worked.
 * @throws LockstepError where the connection is lost or the deploy is stopped: nothing of it was kept either
 */
export async function appliedFile(
  session: Session,
  { path, statements }: SqlFile,
  limits: Limits,
): Promise<FileFailure | null> {
  let line: number | null = null;
  try {
    await session.alone(`BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; ${limitsSql(limits)}`);
    for (const statement of statements) {
      line = statement.line;
      await session.alone(statement.sql);
    }
    // What a pg_dump sets (search_path above all) is not the next file's. Behind a pooler, only this transaction can tell.
    await session.alone(`RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL; ${limitsSql(limits)}`);
    // A constraint that is deferred is proven here.
    await session.alone('COMMIT');
    return null;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    await session.alone('ROLLBACK');
    return { path, message: saidBy(error), line, sqlState: error.sqlState };
  }
}

function limitsSql({ statementSeconds, lockSeconds }: Limits): string {
  return `
    SET LOCAL statement_timeout = ${statementSeconds * 1000};
    SET LOCAL lock_timeout = ${lockSeconds * 1000};
    SET LOCAL idle_in_transaction_session_timeout = 60000`;
}

/** Without what every message of that error has around it. */
function saidBy({ message }: StatementError): string {
  return message.replace(/^the database refused a statement: /, '').replace(/ \(SQLSTATE \w+\)$/, '');
}

async function textOf(path: string, folder: string): Promise<string> {
  try {
    return (await readFile(resolve(folder, path), 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const code = codeOf(error);
    throw refused(`${path} cannot be read (${code})`, error);
  }
}

function controlOf({ node }: Parsed): string | undefined {
  return nodeOf({ node }, 'TransactionStmt')?.kind;
}

function isAround(each: Parsed, { at, of }: { at: number; of: number }): boolean {
  const kind = controlOf(each);
  if (at === 0) return kind === 'TRANS_STMT_BEGIN' || kind === 'TRANS_STMT_START';
  return at === of - 1 && kind === 'TRANS_STMT_COMMIT';
}

/** Behind the blanks and comments before a statement. */
function firstWord(bytes: Buffer, { start, end }: Parsed): number {
  const text = bytes.toString('utf8', start, end);
  const blank = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*/.exec(text)?.[0] ?? '';
  return start + Buffer.byteLength(blank);
}

function refused(message: string, cause?: unknown): RefusedError {
  const next = 'correct the file, or "deploy.after" in the configuration';
  return new RefusedError('deploy/files-failed', message, next, { cause });
}
