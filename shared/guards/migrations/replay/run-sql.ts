import { type LockstepError, UsageError } from '../../../model/errors.ts';
import type { Migration, Project } from '../../../model/manifest.ts';
import type { Driver } from '../../../session/drivers/driver.ts';
import { loadParser } from '../linting/parse.ts';
import { type PlacedStatement, statementsOf } from '../linting/statements.ts';
import { type HeldLock, locksHeld, tablesNow } from './locks.ts';

/** What one statement took. `locks`: on tables that were there before its transaction; null where it ran outside of one. */
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
 * would make, and writes down how long each took and which locks were held behind it.
 * @throws UsageError where a migration is a program, or a statement is refused: then the tool's own command has to run it
 */
export async function runSql(driver: Driver, project: Project): Promise<Ran[]> {
  await loadParser();
  const ran: Ran[] = [];
  const all = project.migrations.flatMap((migration) => statementsIn(migration, project));
  let open = false;
  let before = await tablesNow(driver);
  const end = async () => {
    if (open) await driver.query('COMMIT');
    open = false;
    before = await tablesNow(driver);
  };
  for (const [index, statement] of all.entries()) {
    if (isTransactionControl(statement)) continue;
    if (statement.inTransaction && !open) await driver.query('BEGIN');
    open = statement.inTransaction;
    const durationMs = await timed(driver, statement);
    const locks = open ? await locksHeld(driver, before) : null;
    const { migration, file, line, sql } = statement;
    ran.push({ migration, file, line, sql, durationMs, locks });
    if (endsWith(statement, all[index + 1], project)) await end();
  }
  await end();
  return ran;
}

function statementsIn(migration: Migration, project: Project): PlacedStatement[] {
  const { statements, faults } = statementsOf(migration, project);
  if (migration.opaque || faults.length > 0) {
    const reason = faults[0]
      ? `${faults[0].message} (line ${faults[0].line})`
      : 'it does more than SQL that can be read';
    throw notReplayable(`${project.tool}'s ${migration.id}`, reason);
  }
  return statements;
}

/** BEGIN and COMMIT of the file: the transactions are ours to make, by what the statements say of theirs. */
function isTransactionControl({ node }: PlacedStatement): boolean {
  return 'TransactionStmt' in node;
}

function endsWith(statement: PlacedStatement, next: PlacedStatement | undefined, { transaction }: Project): boolean {
  if (next === undefined || !statement.inTransaction) return true;
  const another = statement.migration !== next.migration && transaction !== 'all';
  return another || statement.transaction !== next.transaction || !next.inTransaction;
}

async function timed(driver: Driver, { sql, migration, file, line }: PlacedStatement): Promise<number> {
  const began = performance.now();
  try {
    await driver.query(sql);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw notReplayable(migration, `${file}:${line} was refused: ${reason}`, error);
  }
  return performance.now() - began;
}

function notReplayable(what: string, reason: string, cause?: unknown): LockstepError {
  const next = 'let its tool apply them: lockstep manifest --replay -- <the command that migrates $DATABASE_URL>';
  return new UsageError('usage/arguments', `${what} cannot be replayed: ${reason}`, next, { cause });
}
