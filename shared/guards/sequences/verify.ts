import type { Finding, Remedy } from '../../model/finding.ts';
import type { Request } from '../../model/request.ts';
import { type Answer, heaviest, type Statement } from '../../session/each.ts';
import type { Session } from '../../session/session.ts';
import { identifier, regclass } from '../../session/sql.ts';
import { ignoredIn } from '../judge.ts';
import { comparableFeeds, isExhausted, isPast } from './arithmetic.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from './findings.ts';
import type { Feed, Sequence, SequenceFacts } from './sequence.ts';
import { columnOf, from, reasonFrom } from './values.ts';

/**
 * Proves instead of inferring: draws one value of every sequence that feeds a comparable column, and looks whether a
 * row holds it. Uses one value a sequence up. `insert` makes a row of defaults and rolls it back instead, where the
 * table allows that and it proves as much; `peek` adds nothing to what the rules say.
 */
export async function verifySequences(session: Session, facts: SequenceFacts, request: Request): Promise<Finding[]> {
  const { proof, settings } = request;
  if (proof === 'peek') return [];
  const isIgnored = ignoredIn(settings.sequences);
  const provable = facts.sequences.filter((sequence) => isProvable(sequence) && !isIgnored(sequence));
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
    if ('failure' in answer) return [notProven(sequence, answer.failure)];
    const [value, taken] = answer.cells;
    if (!value) return [notProven(sequence, { sqlState: '', message: 'nextval gave no value' })];
    return proven(sequence, 'nextval', { value, taken });
  });
}

/** Keeps the proof, and tells of a value that was taken. */
function proven(
  sequence: Sequence,
  method: 'nextval' | 'insert',
  { value, taken }: { value: string; taken: string | null | undefined },
): Finding[] {
  sequence.proof = { method, value: BigInt(value), free: taken === 'f' };
  return taken === 'f' ? [] : [duplicate(sequence, value)];
}

function drawStatement(sequence: Sequence): Statement {
  const { taken, weight } = takenSql(sequence);
  return {
    sql: `
      WITH drawn AS MATERIALIZED (SELECT nextval(${regclass(sequence.schema, sequence.name)}) AS value)
      SELECT drawn.value, ${taken} FROM drawn`,
    weight,
  };
}

/** Whether a row holds `drawn.value`, as SQL. */
function takenSql(sequence: Sequence): { taken: string; weight: number } {
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
  return { taken: held.join(' OR ') || 'false', weight: Math.min(weight, heaviest) };
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
  const trials = sequences.flatMap(trialOf);
  const answers = await session.each(trials.map(insertStatement), { mode: 'undo' });
  const findings: Finding[] = [];
  const left = new Set(sequences);
  for (const [index, { sequence, feed }] of trials.entries()) {
    const answer = answers[index] as Answer;
    if ('cells' in answer && answer.cells[0]) {
      const [value, taken] = answer.cells;
      findings.push(...proven(sequence, 'insert', { value, taken }));
      left.delete(sequence);
    } else if ('failure' in answer && violates(feed, answer.failure)) {
      findings.push(insertFailed(sequence, feed, answer.failure.message));
      left.delete(sequence);
    }
  }
  return { findings, left: [...left] };
}

/**
 * A row proves something only where it can fail: in a column with a unique index. Of a sequence that feeds several
 * columns it would prove one.
 */
function trialOf(sequence: Sequence): Trial[] {
  const [feed, ...others] = comparableFeeds(sequence);
  if (!feed || others.length > 0 || feed.via === 'configured' || feed.uniqueIndexes.length === 0) return [];
  return [{ sequence, feed }];
}

/**
 * The statement does not see its own row, so whether one holds the value already is asked with it: a unique index of
 * several columns, or of some rows, takes a value twice.
 */
function insertStatement({ sequence, feed }: Trial): Statement {
  const table = identifier(feed.schema, feed.table);
  const sql = `
    WITH drawn AS (INSERT INTO ${table} DEFAULT VALUES RETURNING ${identifier(feed.column)} AS value)
    SELECT drawn.value, ${takenSql(sequence).taken} FROM drawn`;
  return { sql, weight: heaviest };
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

function notProven(sequence: Sequence, failure: { sqlState: string; message: string }): Finding {
  return {
    code: 'sequences/not-proven',
    severity: 'warn',
    unknown: true,
    subject: sequenceSubject(sequence),
    message: `${nameOf(sequence)} gave no value: ${reasonFrom(failure)}`,
    evidence: evidenceOf(sequence),
    remedy: proofRemedy(sequence, failure.sqlState),
  };
}

/** What would let it be proven, by the SQLSTATE that stood in the way. */
function proofRemedy(sequence: Sequence, sqlState: string): Remedy {
  if (sqlState === '2200H' || isExhausted(sequence)) return byHand('no value is left: give it room first');
  if (sqlState === '55P03') return byHand('run again when the migration is through, or verify --peek');
  if (sqlState === '57014') return byHand('raise limits.statementSeconds, or verify --peek');
  if (sqlState === '25006') return byHand('point the target at the primary, or verify --peek');
  if (sqlState !== '42501') return byHand('see the reason, or verify --peek');
  const grant = `GRANT USAGE ON SEQUENCE ${identifier(sequence.schema, sequence.name)} TO <this role>`;
  return sequence.mayUse || sequence.mayUpdate
    ? byHand('let this role read every row of the column, or verify --peek')
    : byHand('let this role use the sequence, or verify --peek', [grant]);
}
