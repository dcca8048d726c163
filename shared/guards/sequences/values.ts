import type { SequenceSettings } from '../../model/settings.ts';
import type { Answer } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { identifier } from '../../session/sql.ts';
import { comparableFeeds, direction, isPast } from './arithmetic.ts';
import type { Feed, Missing, Sequence, Storage, Unknown, Unreadable } from './sequence.ts';
import { isTorn, mostTimesAgain } from './torn.ts';

/** One statement holds at most so many locks; what needs more is asked in several. */
export const mostLocks = 200;

/** Columns to ask for, and what to do with their cells, or with the reason why there are none. */
interface Question {
  columns: string[];
  /** what they are read from; of a group at most one has that */
  source: string | null;
  locks: number;
  take(cells: (string | null)[]): void;
  fail(why: Unreadable): void;
}

type OnProgress = (done: number, total: number) => void;

/**
 * Reads every sequence's value and every column's farthest one into the facts, in one round trip; in two where
 * something failed, as what was asked together with it is then asked by itself. What cannot be read is said there too.
 */
export async function readValues(
  session: Session,
  sequences: Sequence[],
  { settings, onProgress }: { settings: SequenceSettings; onProgress: OnProgress },
): Promise<void> {
  for (const feed of sequences.flatMap((sequence) => sequence.feeds)) feed.unknown ??= tooLarge(feed, settings);
  const groups = sequences.flatMap((sequence) => {
    // The value last: of rows that come in between, read before it, none lies past it.
    return together([...farthestQuestions(sequence), ...valueQuestions(sequence, session.server.standby)]);
  });
  let unclear = await ask(session, groups, onProgress);
  for (let again = 0; again < mostTimesAgain && unclear.length > 0; again += 1) {
    const singly = unclear.flat().map((question) => [question]);
    unclear = await ask(session, singly, () => {});
  }
  for (const [question] of unclear)
    question?.fail({ reason: 'somebody alters it at this very moment', missing: 'lock' });
}

/** One statement a group: half the statements where each sequence feeds one column. */
function together(questions: Question[]): Question[][] {
  const locks = questions.reduce((sum, question) => sum + question.locks, 0);
  return locks <= mostLocks ? [questions].filter((group) => group.length > 0) : questions.map((question) => [question]);
}

/** Asks, hands the answers over, and returns the groups that are worth asking again, one by one. */
async function ask(session: Session, groups: Question[][], onProgress: OnProgress): Promise<Question[][]> {
  const statements = groups.map((group) => {
    const source = group.find((question) => question.source !== null)?.source;
    const columns = group.flatMap((question) => question.columns).join(', ');
    const weight = group.reduce((sum, question) => sum + question.locks, 0);
    return { sql: `SELECT ${columns}${source ? ` FROM ${source}` : ''}`, weight };
  });
  const answers = await session.each(statements, { onAnswer: (_, index) => onProgress(index + 1, groups.length) });
  return groups.filter((group, index) => {
    const answer = answers[index] as Answer;
    if (isTorn(answer) || ('failure' in answer && group.length > 1)) return true;
    if ('cells' in answer) handOut(group, answer.cells);
    else group[0]?.fail({ reason: reasonFrom(answer.failure), missing: missingFrom(answer.failure) });
    return false;
  });
}

function handOut(group: Question[], cells: (string | null)[]): void {
  let from = 0;
  for (const question of group) {
    question.take(cells.slice(from, from + question.columns.length));
    from += question.columns.length;
  }
}

/** Why a statement gave no answer, in words. */
export function reasonFrom({ sqlState, message }: { sqlState: string; message: string }): string {
  if (sqlState === '55P03')
    return 'somebody else holds a lock on it, and it did not come free in time: a migration may be running';
  if (sqlState === '57014') return 'no answer came within the time limit';
  return message;
}

const missingBy: Record<string, Missing> = { '55P03': 'lock', '57014': 'time', '42501': 'select' };

function missingFrom({ sqlState }: { sqlState: string }): Missing {
  return missingBy[sqlState] ?? 'other';
}

/**
 * The relation itself tells "never called" from `setval(.., false)`, and does not wait for an ALTER SEQUENCE in flight.
 * With USAGE but not SELECT only pg_sequence_last_value answers, and says NULL where it was never called.
 */
function valueQuestions(sequence: Sequence, standby: boolean): Question[] {
  sequence.unreadable = whyUnreadable(sequence, standby);
  if (sequence.unreadable) return [];
  const source = sequence.mayRead
    ? identifier(sequence.schema, sequence.name)
    : `(SELECT pg_catalog.pg_sequence_last_value(${sequence.oid}) AS last_value, true AS is_called) AS used`;
  return [
    {
      columns: ['last_value', 'is_called'],
      source,
      locks: 1,
      take([lastValue, isCalled]) {
        if (lastValue) sequence.value = { lastValue: BigInt(lastValue), isCalled: isCalled === 't' };
        else sequence.unreadable = { reason: neverUsed, missing: 'select' };
      },
      fail(why) {
        sequence.unreadable = why;
      },
    },
  ];
}

const neverUsed = 'this role may use it but not read it, and so far it was not used';

function whyUnreadable(sequence: Sequence, standby: boolean): Unreadable | null {
  if (standby && sequence.unlogged)
    return { reason: 'it is unlogged, and a standby has no unlogged data', missing: 'primary' };
  if (sequence.mayRead || sequence.mayUse) return null;
  const reason = `this role may not read it (it belongs to ${sequence.owner})`;
  return { reason, missing: sequence.mayEnter ? 'select' : 'schema-usage' };
}

function farthestQuestions(sequence: Sequence): Question[] {
  return comparableFeeds(sequence)
    .filter((feed) => feed.unknown === null)
    .flatMap((feed) =>
      feed.storages
        .filter((storage) => !storage.empty)
        .map((storage) => ({
          columns: [`(${farthestExpression(sequence, feed, storage)})`],
          source: null,
          locks: storage.locks,
          take([answer]: (string | null)[]) {
            if (!answer) return;
            storage.farthest = BigInt(answer);
            if (feed.farthest === null || isPast(sequence, storage.farthest, feed.farthest))
              feed.farthest = storage.farthest;
          },
          fail(why: Unreadable) {
            feed.unknown = { code: 'unreadable', relation: storage, ...why };
          },
        })),
    );
}

/** min and max read one end of an index. A numeric may hold NaN and infinities, which no sequence hands out. */
function farthestExpression(sequence: Sequence, feed: Feed, storage: Storage): string {
  const column = columnOf(feed);
  const [extreme, round] = direction(sequence) > 0n ? ['max', 'floor'] : ['min', 'ceil'];
  return feed.numbers?.wholeOnly
    ? `SELECT ${extreme}(${column}) FROM ${from(storage)}`
    : `SELECT ${round}(${extreme}(${column})) FROM ${from(storage)} WHERE ${column} > '-Infinity' AND ${column} < 'Infinity'`;
}

/** `ONLY "public"."orders" AS held`: with a name of its own, so that a table's name never hides one of ours. */
export function from(storage: Storage): string {
  return `${storage.only ? 'ONLY ' : ''}${identifier(storage.schema, storage.table)} AS held`;
}

/** `held."id"` */
export function columnOf(feed: Feed): string {
  return `held.${identifier(feed.column)}`;
}

function tooLarge(feed: Feed, settings: SequenceSettings): Unknown | null {
  const megabytes = feed.storages.reduce((sum, storage) => sum + storage.scanBytes, 0) / 2 ** 20;
  if (megabytes <= settings.scanMegabytes) return null;
  const reason = `no index leads with ${feed.table}.${feed.column}, and finding its end would read ${Math.ceil(megabytes)} MB`;
  return { code: 'not-examined', reason: `${reason} (sequences.scanMegabytes is ${settings.scanMegabytes})` };
}
