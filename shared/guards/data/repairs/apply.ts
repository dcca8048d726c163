import pRetry from 'p-retry';
import { InterruptedError, StatementError } from '../../../model/errors.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Session } from '../../../session/session.ts';
import { identifier } from '../../../session/sql.ts';
import { byHand } from '../findings.ts';
import { invalidIndexesQuery } from '../states/indexes-query.ts';
import { type Failed, fixFailed } from './findings.ts';
import type { Task } from './tasks.ts';

export interface ApplyOptions {
  lockSeconds: number;
  /** hears of each as soon as it is done, so that a run that is stopped can say what it did */
  done(task: Task): void;
}

/** For how many times `limits.lockSeconds` a repair goes on asking for its lock; between the tries everybody else goes first. */
const lockTries = 5;

/** A lock that did not come free in time, or only at the price of a deadlock. */
const lockedOut = ['55P03', '40P01'];

/** Does the repairs one after the other, each by itself; returns what the database refused. */
export async function apply(session: Session, tasks: Task[], options: ApplyOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [index, task] of tasks.entries()) {
    session.progress.step(`${task.repair.method === 'validate' ? 'validating' : 'rebuilding'} ${task.subject.name}`);
    const failed = await attempt(session, task, options.lockSeconds);
    if (failed === null) options.done(task);
    else findings.push(fixFailed(task.subject, failed));
    session.progress.advance(index + 1, tasks.length);
  }
  return findings;
}

async function attempt(session: Session, task: Task, lockSeconds: number): Promise<Failed | null> {
  const { method, before, sql } = task.repair;
  try {
    await pRetry<unknown>(() => (method === 'validate' ? session.change(...before, sql) : session.alone(sql)), {
      retries: Number.POSITIVE_INFINITY,
      minTimeout: 100,
      maxTimeout: 1000,
      maxRetryTime: lockTries * lockSeconds * 1000,
      // A rebuild that was begun leaves an index behind: one is enough.
      shouldRetry: ({ error }) =>
        error instanceof StatementError && lockedOut.includes(error.sqlState) && method === 'validate',
    });
    return null;
  } catch (error) {
    if (error instanceof InterruptedError && method === 'reindex') {
      const left = `the rebuild of ${task.subject.name} may have left an INVALID index of that name and _ccnew`;
      error.message = error.message.replace('nothing was left half done', left);
    }
    if (!(error instanceof StatementError)) throw error;
    return method === 'validate' ? notValidated(error) : notRebuilt(error, task, await leftoverOf(session, task));
  }
}

/** The index that a failed rebuild left, by its name. */
async function leftoverOf(session: Session, { subject }: Task): Promise<string | null> {
  const [rows = []] = await session.read(invalidIndexesQuery);
  const row = rows.find(({ schema, name }) => schema === subject.schema && name === subject.name);
  return typeof row?.leftover === 'string' ? row.leftover : null;
}

const advices: Record<string, string> = {
  '23503': 'decide on the rows that refer to nothing: lockstep check --guard data shows them; then run fix again',
  '23514': 'decide on the rows that break it, then run fix again',
  '23502': 'give the rows without a value one, then run fix again',
  '23505':
    'look for rows with the same key, which came in meanwhile or are alike by its collation alone, and decide on them; then run fix again',
  '42501': 'run it as the owner of the table',
  '25006': 'somebody made it call code of another role meanwhile: run fix again, which names that',
  '55P03': 'run fix again when the migration is through',
  '40P01': 'run fix again when the migration is through',
  '57014': 'give it longer (--timeout, limits.totalSeconds; the statement_timeout of the role behind a pooler)',
};

function notValidated(error: StatementError): Failed {
  return { reason: reasonOf(error), remedy: byHand(adviceFor(error)) };
}

function notRebuilt(error: StatementError, { subject, repair }: Task, leftover: string | null): Failed {
  if (leftover === null) return { reason: reasonOf(error), remedy: byHand(adviceFor(error)) };
  const drop = `DROP INDEX CONCURRENTLY ${identifier(subject.schema ?? '', leftover)}`;
  return {
    reason: `${reasonOf(error)}; the attempt left the INVALID index ${leftover}, which slows down writes`,
    remedy: byHand(`drop what it left; ${adviceFor(error)}`, [drop, repair.sql]),
  };
}

function adviceFor({ sqlState }: StatementError): string {
  return advices[sqlState] ?? 'see the reason, then run fix again';
}

/** The server's own words: they name columns and constraints. What it says of data (class 22) has a row's value in it. */
function reasonOf({ message, sqlState }: StatementError): string {
  const words = message.replace(/^the database refused a statement: /, '');
  return sqlState.startsWith('22') ? words.replace(/".*"/s, '"..."') : words;
}
