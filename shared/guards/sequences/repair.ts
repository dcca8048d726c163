import { doBlock, identifier, literal, regclass } from '../../session/sql.ts';
import { direction } from './arithmetic.ts';
import { armsOf, big } from './collisions.ts';
import type { Sequence } from './sequence.ts';

/** The next value, read from the sequence relation. */
function nextOf({ increment }: Sequence, relation: string): string {
  const step = increment === 1n ? '' : ` * ${increment}`;
  return `${relation}.last_value + ${relation}.is_called::int${step}`;
}

/** The next value at the moment that the statement runs. Without SELECT, NULL where the sequence was never called. */
function nextNow(sequence: Sequence): string {
  return sequence.mayRead
    ? `(SELECT ${nextOf(sequence, 'now')} FROM ${identifier(sequence.schema, sequence.name)} AS now)`
    : `(pg_sequence_last_value(${regclass(sequence.schema, sequence.name)}) + ${sequence.increment})`;
}

/**
 * Calls nextval until the next value is `to`. Each call is atomic: it cannot go backward, takes no lock that anybody
 * waits for, keeps the stride, and needs only USAGE. How often is told from the value at that moment, so of two at
 * once the second has nothing left to do.
 */
export function advanceSql(sequence: Sequence, to: bigint): string {
  const extreme = direction(sequence) > 0n ? 'max' : 'min';
  const steps = sequence.increment === 1n ? '' : ` / ${sequence.increment}`;
  const calls = `generate_series(1, (${to} - ${nextNow(sequence)})${steps})`;
  return `SELECT ${extreme}(nextval(${regclass(sequence.schema, sequence.name)})) FROM ${calls}`;
}

/**
 * Moves the sequence past its rows under a lock of its own, in one short transaction. The first statement changes
 * nothing, but takes ShareRowExclusiveLock, which holds up nextval, and gives the sequence a new file, so that values
 * cached by other sessions are thrown away. Under the lock everything is read again; `RESTART`, unlike `setval`, is
 * transactional: a crash leaves the sequence as it was.
 */
export function restartSql(sequence: Sequence, end: bigint, margin: bigint): string {
  const name = identifier(sequence.schema, sequence.name);
  const ahead = margin * direction(sequence);
  const [extreme, from, to] = direction(sequence) > 0n ? ['max', '>=', '<='] : ['min', '<=', '>='];
  const arms = armsOf(sequence, margin).map(
    ({ column, table }) =>
      `SELECT ${extreme}(${column})::numeric AS value FROM ${table} WHERE ${column} ${from} repair.least AND ${column} ${to} ${big(end)}`,
  );
  return doBlock(`
<<repair>>
DECLARE
  next bigint;
  least bigint;
  farthest numeric;
  target numeric;
BEGIN
  ALTER SEQUENCE ${name} CACHE ${sequence.cache};
  SELECT ${nextOf(sequence, 'now')} INTO repair.next FROM ${name} AS now;
  repair.least := repair.next - ${ahead};
  SELECT ${extreme}(arm.value) INTO repair.farthest FROM (${arms.join(' UNION ALL ')}) AS arm;
  IF repair.farthest IS NOT NULL THEN
    repair.target := repair.next + (div(repair.farthest + ${ahead} - repair.next, ${sequence.increment}) + 1) * ${sequence.increment};
    EXECUTE format('ALTER SEQUENCE %s RESTART WITH %s', ${literal(name)}, repair.target);
    PERFORM set_config('lockstep.moved', repair.next || ' ' || repair.target, true);
  END IF;
END`);
}

/** Only where the distance is so large that no live traffic can have covered it; still never backward. */
export function setvalSql(sequence: Sequence, to: bigint): string {
  const set = `setval(${regclass(sequence.schema, sequence.name)}, ${to}, false)`;
  return `SELECT ${set} WHERE ${nextNow(sequence)} ${direction(sequence) > 0n ? '<' : '>'} ${to}`;
}
