import { InterruptedError, LockstepError, StatementError } from '../../model/errors.ts';
import type { Answer } from '../../session/each.ts';
import { heaviest } from '../../session/each.ts';
import { secondsLeft, spending } from './budget.ts';
import type { Reader, WholeReader } from './reader.ts';

/**
 * A SELECT of one row that may read whole tables. `locks`: how many relations it opens, indexes included. `elsewhere`: some of
 * the rows lie on another server, so that it is never asked: nobody said that one may be burdened.
 */
export interface Question {
  sql: string;
  locks: number;
  elsewhere?: boolean | undefined;
}

/** Why something could not be read, and what a person can do about it. */
export interface Unread {
  reason: string;
  advice: string;
  /** reading it takes more than may be spent; it was dropped meanwhile. Absent: the role may not, a lock, or what is broken */
  because?: 'cost' | 'gone';
}

/** The cells of the row as text, or why there are none. */
export type Reply = { cells: (string | null)[] } | Unread;

/** Up to this cost a statement takes a tenth of a second, and shares its round trip with others. */
const cheapCost = 10_000;

/**
 * Asks all of it, the cheapest first, within the budget. The planner is asked for the cost of each beforehand, all in one
 * round trip: what costs more than the reader may spend is not run. The cheap ones go out together, the others one by one.
 */
export async function ask(reader: Reader, questions: Question[]): Promise<Reply[]> {
  if (questions.length === 0) return [];
  if ('failure' in reader) return questions.map(() => unreadBy(reader));
  if (questions.some(({ elsewhere }) => elsewhere)) {
    const replies = await ask(
      reader,
      questions.filter(({ elsewhere }) => !elsewhere),
    );
    return questions.map(({ elsewhere }) => (elsewhere ? onAnother : (replies.shift() ?? unanswered)));
  }
  const costs = await costsOf(reader, questions);
  const replies = new Map<number, Reply>();
  const payable: { at: number; cost: number }[] = [];
  for (const [at, cost] of costs.entries()) {
    const refusal = typeof cost === 'number' ? tooCostly(cost, reader) : cost;
    if (refusal === null) payable.push({ at, cost: cost as number });
    else replies.set(at, refusal);
  }
  payable.sort((one, other) => one.cost - other.cost);
  const cheap = payable.filter(({ cost }) => cost <= cheapCost);
  const question = (at: number) => questions[at] as Question;
  const answers = await together(
    reader,
    cheap.map(({ at, cost }) => ({ ...question(at), cost })),
  );
  for (const [index, { at }] of cheap.entries()) replies.set(at, answers[index] ?? unanswered);
  for (const { at } of payable.slice(cheap.length)) replies.set(at, await alone(reader, question(at).sql));
  return questions.map((_, at) => replies.get(at) ?? unanswered);
}

const onAnother: Unread = {
  reason: 'some of its partitions lie on another server, which is not read',
  advice: 'look at its rows there, or name it under data.ignore, with the reason',
};

/** What a reader that cannot be reached answers to everything. */
export function unreadBy({ failure }: { failure: string }): Unread {
  return { reason: failure, advice: 'see why, or take readFrom out of the configuration' };
}

/** Where the server gave fewer answers than it was asked for. */
export const unanswered: Unread = { reason: 'no answer came', advice: 'run it again' };

function tooCostly(cost: number, { mostCost }: WholeReader): Unread | null {
  if (mostCost === null || cost <= mostCost) return null;
  return {
    reason: `the planner puts the cost of reading it at ${Math.round(cost)}, above data.mostCost (${mostCost})`,
    advice: 'run it with --all at a quiet hour, or name a replica of the target under readFrom',
    because: 'cost',
  };
}

/** The planner's cost of each, or why it cannot be run at all. */
async function costsOf({ session, budget }: WholeReader, questions: Question[]): Promise<(number | Unread)[]> {
  const statements = questions.map(({ sql, locks }) => ({ sql: `EXPLAIN ${sql}`, weight: locks }));
  const plans = await spending(budget, () => session.each(statements));
  return plans.map((plan) => {
    if ('failure' in plan) return unreadOf(plan.failure);
    const cost = Number(/cost=[\d.]+\.\.([\d.]+)/.exec(plan.cells[0] ?? '')?.[1]);
    return Number.isNaN(cost) ? { reason: 'the plan names no cost', advice: 'report this as a bug' } : cost;
  });
}

/** About a second's work to a message, so that the budget is looked at in between. */
async function together(reader: WholeReader, questions: (Question & { cost: number })[]): Promise<Reply[]> {
  const replies: Reply[] = [];
  while (replies.length < questions.length) {
    if (secondsLeft(reader.budget) === 0) replies.push(usedUp(reader));
    else replies.push(...(await message(reader, portion(questions.slice(replies.length)))));
  }
  return replies;
}

function portion<Each extends { cost: number }>(questions: Each[]): Each[] {
  let sum = 0;
  const end = questions.findIndex(({ cost }) => {
    sum += cost;
    return sum > 10 * cheapCost;
  });
  return end === -1 ? questions : questions.slice(0, Math.max(1, end));
}

async function message(reader: WholeReader, questions: (Question & { cost: number })[]): Promise<Reply[]> {
  const statements = questions.map(({ sql, locks, cost }) => ({
    sql,
    weight: Math.max(locks, (cost / cheapCost) * heaviest),
  }));
  const answers = await spending(reader.budget, () => reader.session.each(statements));
  return answers.map((answer: Answer) => ('cells' in answer ? answer : unreadOf(answer.failure)));
}

/** One statement with a time limit of its own. */
async function alone(reader: WholeReader, sql: string): Promise<Reply> {
  const seconds = secondsLeft(reader.budget);
  if (seconds === 0) return usedUp(reader);
  try {
    const limit = `SET LOCAL statement_timeout = ${Math.max(1, Math.ceil(seconds * 1000))}`;
    const [, rows] = await spending(reader.budget, () => reader.session.read(limit, sql));
    return { cells: Object.values(rows?.[0] ?? {}).map((cell) => (cell === null ? null : String(cell))) };
  } catch (error) {
    if (error instanceof StatementError && error.sqlState === '57014') return tooSlow(seconds);
    if (error instanceof StatementError) return unreadOf({ sqlState: error.sqlState, message: serversOwn(error) });
    if (reader.replica === null || error instanceof InterruptedError || !(error instanceof LockstepError)) throw error;
    return { reason: error.message, advice: error.next };
  }
}

/** Without the sentence that our error puts around it. */
export function serversOwn({ message }: StatementError): string {
  return message.replace(/^the database refused a statement: (.*) \(SQLSTATE \w+\)$/s, '$1');
}

function usedUp({ budget: { totalSeconds } }: WholeReader): Unread {
  const advice = 'raise data.totalSeconds, or name a replica of the target under readFrom';
  const reason = `the ${totalSeconds} s for reading all tables (data.totalSeconds) were used up before`;
  return { reason, advice, because: 'cost' };
}

function tooSlow(seconds: number): Unread {
  const advice = 'raise data.tableSeconds, or name a replica of the target under readFrom';
  const reason = `reading it takes longer than ${Number(seconds.toFixed(1))} s (data.tableSeconds)`;
  return { reason, advice, because: 'cost' };
}

/** Where nobody knows more than what the server said. */
export const seeReason = 'see the reason';

/** What helps, by the SQLSTATE. */
export const adviceBy: Record<string, string> = {
  '42501':
    'let the role read the whole table: GRANT SELECT, with USAGE on its schema, and where row security hides rows from it, the table owner or BYPASSRLS',
  '55P03': 'somebody changes the table at this moment: run it again when they are through',
  '40001': 'the replica had to go on: run it again, or raise its max_standby_streaming_delay',
  '57014': 'raise data.tableSeconds, or name a replica of the target under readFrom',
};

const becauseBy: Record<string, Unread['because']> = { '57014': 'cost', '42P01': 'gone' };

function unreadOf({ sqlState, message }: { sqlState: string; message: string }): Unread {
  const because = becauseBy[sqlState];
  return { reason: message, advice: adviceBy[sqlState] ?? seeReason, ...(because ? { because } : {}) };
}
