import { type LockstepError, UsageError } from '../../../model/errors.ts';
import type { Migration, Project } from '../../../model/manifest.ts';
import type { Driver } from '../../../session/drivers/driver.ts';
import { nodeOf } from '../linting/names.ts';
import { loadParser } from '../linting/parse.ts';
import { type PlacedStatement, statementsOf } from '../linting/statements.ts';
import { type HeldLock, locksHeld, tablesNow } from './locks.ts';

/** What a replay runs of a project. */
export type Runnable = Pick<Project, 'tool' | 'transaction' | 'migrations'>;

/**
 * What one statement took. `locks`: those that its transaction did not hold before, on tables that were there before it;
 * null where the statement runs in no transaction, which nobody can look at from inside.
 */
export interface Ran {
  migration: string;
  file: string;
  line: number;
  sql: string;
  durationMs: number;
  locks: HeldLock[] | null;
}

/**
 * Runs the SQL of a project's migrations on an empty database, statement by statement, in the transactions that its tool
 * would make, and writes down how long each took and which locks it took. A statement that its tool runs without a
 * transaction gets one of ours where PostgreSQL allows it: otherwise its locks are gone before anybody can look.
 * @throws UsageError where a migration is a program, or a statement is refused: then the tool's own command has to run it
 */
export async function runSql(driver: Driver, project: Runnable): Promise<Ran[]> {
  await loadParser();
  const ran: Ran[] = [];
  const all = project.migrations.flatMap((migration) => statementsIn(migration, project));
  let before: Map<string, string> | null = null;
  let held: HeldLock[] = [];
  for (const [index, statement] of all.entries()) {
    if (before === null) {
      before = await tablesNow(driver);
      held = [];
      if (statement.inTransaction) await driver.query('BEGIN');
    }
    const began = performance.now();
    const locks = await carriedOut(driver, statement, before);
    const durationMs = performance.now() - began;
    const { migration, file, line, sql } = statement;
    ran.push({ migration, file, line, sql, durationMs, locks: locks && newLocks(locks, held) });
    held = locks ?? [];
    if (!endsWith(statement, all[index + 1], project)) continue;
    if (statement.inTransaction) await sent(driver, statement, 'COMMIT');
    before = null;
  }
  return ran;
}

function newLocks(locks: HeldLock[], held: HeldLock[]): HeldLock[] {
  return locks.filter(({ relation, mode }) => !held.some((old) => old.relation === relation && old.mode === mode));
}

/** active_sql_transaction, invalid_transaction_termination: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const needsNone = new Set(['25001', '2D000']);
/** They make no sense without a transaction, and PostgreSQL says so. */
const needsOne = new Set(['LockStmt', 'DeclareCursorStmt']);

/** Runs a statement, and tells the locks that are held behind it. */
async function carriedOut(
  driver: Driver,
  statement: PlacedStatement,
  before: Map<string, string>,
): Promise<HeldLock[] | null> {
  const { sql, node, inTransaction } = statement;
  if (inTransaction) {
    await sent(driver, statement, sql);
    return locksHeld(driver, before);
  }
  if (!needsOne.has(Object.keys(node)[0] ?? '') && (await tried(driver, statement))) {
    const locks = await locksHeld(driver, before);
    await sent(driver, statement, 'COMMIT');
    return locks;
  }
  await sent(driver, statement, sql);
  return null;
}

/** In a transaction of our own, which is left open; false where the statement allows none. */
async function tried(driver: Driver, statement: PlacedStatement): Promise<boolean> {
  await driver.query('BEGIN');
  try {
    await driver.query(statement.sql);
    return true;
  } catch (error) {
    await driver.query('ROLLBACK');
    if (error instanceof Error && 'code' in error && needsNone.has(String(error.code))) return false;
    throw refused(statement, error);
  }
}

async function sent(driver: Driver, statement: PlacedStatement, sql: string): Promise<void> {
  await driver.query(sql).catch((error: unknown) => {
    throw refused(statement, error);
  });
}

function statementsIn(migration: Migration, project: Runnable): PlacedStatement[] {
  const { statements, faults } = statementsOf(migration, project, { wholeBlocks: true });
  if (migration.opaque || faults.length > 0) {
    const reason = faults[0]
      ? `${faults[0].message} (line ${faults[0].line})`
      : 'it does more than SQL that can be read';
    throw notReplayable(migration.id, reason);
  }
  const undone = statements.find(({ node }) => nodeOf({ node }, 'TransactionStmt')?.kind === 'TRANS_STMT_ROLLBACK');
  if (undone) throw notReplayable(migration.id, `${undone.file}:${undone.line} takes back what came before`);
  return statements.filter((statement) => !isTransactionControl(statement));
}

const control = new Set(['TRANS_STMT_BEGIN', 'TRANS_STMT_START', 'TRANS_STMT_COMMIT']);

/** BEGIN and COMMIT of the file: the transactions are ours to make, by what the statements say of theirs. */
function isTransactionControl({ node }: PlacedStatement): boolean {
  return control.has(nodeOf({ node }, 'TransactionStmt')?.kind ?? '');
}

function endsWith(statement: PlacedStatement, next: PlacedStatement | undefined, { transaction }: Runnable): boolean {
  if (next === undefined || !statement.inTransaction) return true;
  const another = statement.migration !== next.migration && transaction !== 'all';
  return another || statement.transaction !== next.transaction || !next.inTransaction;
}

function refused({ migration, file, line }: PlacedStatement, error: unknown): LockstepError {
  const reason = error instanceof Error ? error.message : String(error);
  return notReplayable(migration, `${file}:${line} was refused: ${reason}`, error);
}

function notReplayable(what: string, reason: string, cause?: unknown): LockstepError {
  const next = 'let its tool apply them: lockstep manifest --replay -- <the command that migrates $DATABASE_URL>';
  return new UsageError('usage/arguments', `${what} cannot be replayed: ${reason}`, next, { cause });
}
