import type { Finding } from '../../model/finding.ts';
import type { Request } from '../../model/request.ts';
import { type Answer, heaviest, type Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { identifier, regclass } from '../../session/sql.ts';
import { comparableFeeds, isPast } from './arithmetic.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from './findings.ts';
import type { Feed, Sequence, SequenceFacts } from './sequence.ts';
import { columnOf, from, reasonFrom } from './values.ts';

/**
 * Proves instead of inferring: draws one value of every sequence that feeds a comparable column, and looks whether a
 * row holds it. Uses one value a sequence up. `insert` makes a row of defaults and rolls it back instead, where the
 * table allows that; `peek` adds nothing to what the rules say.
 */
export async function verifySequences(session: Session, facts: SequenceFacts, { proof }: Request): Promise<Finding[]> {
  if (proof === 'peek') return [];
  const provable = facts.sequences.filter(isProvable);
  session.progress.step(`proving ${provable.length} sequences`);
  const inserted = proof === 'insert' ? await proveByInsert(session, provable) : { findings: [], left: provable };
  return [...inserted.findings, ...(await proveByNextval(session, inserted.left))];
}

/** What could not be read has its finding already; what cycles, or feeds nothing, has nothing to prove. */
function isProvable(sequence: Sequence): boolean {
  return sequence.value !== null && !sequence.cycles && comparableFeeds(sequence).some((feed) => feed.unknown === null);
}

async function proveByNextval(session: Session, sequences: Sequence[]): Promise<Finding[]> {
  const answers = await session.each(sequences.map(drawStatement), {
    mode: 'write',
    onAnswer: (_, index) => session.progress.advance(index + 1, sequences.length),
  });
  return sequences.flatMap((sequence, index) => {
    const answer = answers[index] as Answer;
    if ('failure' in answer) return [notProven(sequence, reasonFrom(answer.failure))];
    const [value, taken] = answer.cells;
    if (!value) return [notProven(sequence, 'nextval gave no value')];
    sequence.proof = { method: 'nextval', value: BigInt(value), free: taken === 'f' };
    return taken === 'f' ? [] : [duplicate(sequence, value)];
  });
}

function drawStatement(sequence: Sequence): Statement {
  const storages = comparableFeeds(sequence).flatMap((feed) =>
    feed.storages.filter(({ empty }) => !empty).map((storage) => ({ feed, storage })),
  );
  const weight = storages.reduce((sum, { storage }) => sum + storage.locks, 1);
  // Of a table in hundreds of partitions only those are asked that may hold the value.
  const asked =
    weight < heaviest ? storages : storages.filter(({ storage }) => mayHoldNext(sequence, storage.farthest));
  const held = asked.map(
    ({ feed, storage }) => `EXISTS (SELECT FROM ${from(storage)} WHERE ${columnOf(feed)} = drawn.value)`,
  );
  return {
    sql: `
      WITH drawn AS MATERIALIZED (SELECT nextval(${regclass(sequence.schema, sequence.name)}) AS value)
      SELECT drawn.value, ${held.join(' OR ') || 'false'} FROM drawn`,
    weight: Math.min(weight, heaviest),
  };
}

function mayHoldNext(sequence: Sequence, farthest: bigint | null): boolean {
  return farthest !== null && sequence.value !== null && !isPast(sequence, sequence.value.lastValue, farthest);
}

interface Trial {
  sequence: Sequence;
  feed: Feed;
}

async function proveByInsert(
  session: Session,
  sequences: Sequence[],
): Promise<{ findings: Finding[]; left: Sequence[] }> {
  const trials = sequences.flatMap((sequence): Trial[] => {
    const feed = comparableFeeds(sequence).find(({ via }) => via !== 'configured');
    return feed ? [{ sequence, feed }] : [];
  });
  const answers = await session.each(trials.map(insertStatement), {
    mode: 'undo',
  });
  const findings: Finding[] = [];
  const left = new Set(sequences);
  for (const [index, { sequence, feed }] of trials.entries()) {
    const answer = answers[index] as Answer;
    if ('cells' in answer && answer.cells[0]) {
      sequence.proof = { method: 'insert', value: BigInt(answer.cells[0]), free: true };
      left.delete(sequence);
    } else if ('failure' in answer && violates(feed, answer.failure)) {
      findings.push(insertFailed(sequence, feed, answer.failure.message));
      left.delete(sequence);
    }
  }
  return { findings, left: [...left] };
}

function insertStatement({ feed }: Trial): Statement {
  const table = identifier(feed.schema, feed.table);
  return { sql: `INSERT INTO ${table} DEFAULT VALUES RETURNING ${identifier(feed.column)}`, weight: heaviest };
}

/** A unique index that holds the fed column refused; the constraint's name stands in brackets behind the message. */
function violates(feed: Feed, { sqlState, message }: { sqlState: string; message: string }): boolean {
  return sqlState === '23505' && feed.uniqueIndexes.some((index) => message.endsWith(`[${index}]`));
}

function duplicate(sequence: Sequence, value: string): Finding {
  return {
    code: 'sequences/duplicate-handed-out',
    severity: 'block',
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} handed out ${value}, which a row holds already: the next insert fails`,
    evidence: evidenceOf(sequence, { value }),
    remedy: { summary: 'run lockstep fix', automatic: true },
  };
}

function insertFailed(sequence: Sequence, feed: Feed, reason: string): Finding {
  return {
    code: 'sequences/insert-failed',
    severity: 'block',
    subject: sequenceSubject(sequence),
    message: `an insert into ${columnName(feed)} failed (and was rolled back): ${reason}`,
    evidence: evidenceOf(sequence),
    remedy: { summary: 'run lockstep fix', automatic: true },
  };
}

function notProven(sequence: Sequence, reason: string): Finding {
  return {
    code: 'sequences/not-proven',
    severity: 'warn',
    unknown: true,
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} gave no value: ${reason}`,
    evidence: evidenceOf(sequence),
    remedy: byHand('GRANT USAGE on the sequence to this role, or verify --peek'),
  };
}
