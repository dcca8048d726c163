import { heaviest } from '../../session/each.ts';
import { doBlock, identifier, literal, ownSearchPath } from '../../session/sql.ts';
import { direction } from './arithmetic.ts';
import { armsOf, weightOf } from './arms.ts';
import { big } from './collision-sql.ts';
import type { Sequence } from './sequence.ts';

/**
 * What is printed may be pasted anywhere: every function is named with its schema, so that none that somebody created
 * where the search path leads is a better match (CVE-2018-1058). Operators match exactly, and the first is pg_catalog's.
 */
const own = (name: string) => `pg_catalog.${name}`;

/**
 * How long a restart waits for a lock at once. Who waits for a lock on a sequence holds up all who insert after it, so
 * it is to be asked often rather than long, and gives up before anybody's deadlock_timeout (1 s) makes a victim.
 */
const askMs = 200;

/** The next value, read from the sequence relation. */
function nextOf({ increment }: Sequence, relation: string): string {
  const step = increment === 1n ? '' : ` * ${increment}`;
  return `${relation}.last_value + ${relation}.is_called::int${step}`;
}

/** The next value at the moment that the statement runs. Without SELECT, NULL where the sequence was never called. */
function nextNow(sequence: Sequence): string {
  return sequence.mayRead
    ? `(SELECT ${nextOf(sequence, 'now')} FROM ${identifier(sequence.schema, sequence.name)} AS now)`
    : `(${own('pg_sequence_last_value')}(${named(sequence)}) + ${sequence.increment})`;
}

/** A sequence as an argument of functions that take nothing but a regclass. */
function named({ schema, name }: Sequence): string {
  return literal(identifier(schema, name));
}

/**
 * Calls nextval until the next value is `to`. Each call is atomic: it cannot go backward, takes no lock that anybody
 * waits for, keeps the stride, and needs only USAGE. How often is told from the value at that moment, so of two at
 * once the second has nothing left to do.
 */
export function advanceSql(sequence: Sequence, to: bigint): string {
  const extreme = direction(sequence) > 0n ? 'max' : 'min';
  const distance = `${to} - ${nextNow(sequence)}`;
  const calls = sequence.increment === 1n ? distance : `(${distance}) / ${sequence.increment}`;
  return `SELECT ${own(extreme)}(${own('nextval')}(${named(sequence)})) FROM ${own('generate_series')}(1, ${calls})`;
}

export interface RestartBounds {
  /** where rows still count: short of lone values that are left alone */
  end: bigint;
  /** the farthest of them when the facts were read */
  known: bigint;
  margin: bigint;
}

/**
 * Moves the sequence past its rows under a lock of its own, in one short transaction with settings of its own, also
 * where somebody pastes it. The first ALTER changes nothing, but takes ShareRowExclusiveLock, which holds up nextval,
 * and gives the sequence a new file, so that values cached by other sessions are thrown away. Under the lock everything
 * is read again; `RESTART`, unlike `setval`, is transactional: a crash leaves the sequence as it was.
 */
export function restartSql(sequence: Sequence, { end, known, margin }: RestartBounds): string {
  const name = identifier(sequence.schema, sequence.name);
  const ahead = margin * direction(sequence);
  const [extreme, from, to] = direction(sequence) > 0n ? ['max', '>=', '<='] : ['min', '<=', '>='];
  const arms = armsOf(sequence, margin);
  // What lies in more partitions than may be locked at once is taken as it was read before; settling looks again.
  const parts =
    weightOf(arms) > heaviest
      ? [`SELECT ${known}::numeric AS value WHERE ${known} ${from} repair.least`]
      : arms.map(
          ({ column, table }) =>
            `SELECT ${own(extreme)}(${column})::numeric AS value FROM ${table} WHERE ${column} ${from} repair.least AND ${column} ${to} ${big(end)}`,
        );
  return doBlock(`
<<repair>>
DECLARE
  next bigint;
  least bigint;
  farthest numeric;
  target numeric;
BEGIN
  PERFORM pg_catalog.set_config('search_path', '${ownSearchPath}', true), pg_catalog.set_config('lock_timeout', '${askMs}ms', true);
  ALTER SEQUENCE ${name} CACHE ${sequence.cache};
  SELECT ${nextOf(sequence, 'now')} INTO repair.next FROM ${name} AS now;
  repair.least := repair.next - ${ahead};
  SELECT ${own(extreme)}(arm.value) INTO repair.farthest FROM (${parts.join(' UNION ALL ')}) AS arm;
  IF repair.farthest IS NOT NULL THEN
    repair.target := repair.next + (pg_catalog.div(repair.farthest + ${ahead} - repair.next, ${sequence.increment}::numeric) + 1) * ${sequence.increment};
    EXECUTE pg_catalog.format('ALTER SEQUENCE %s RESTART WITH %s', ${literal(name)}, repair.target);
    PERFORM pg_catalog.set_config('lockstep.moved', repair.next || ' ' || repair.target, true);
  END IF;
END`);
}

/** Only where the distance is so large that no live traffic can have covered it; still never backward. */
export function setvalSql(sequence: Sequence, to: bigint): string {
  return `SELECT ${own('setval')}(${named(sequence)}, ${to}, false) WHERE ${nextNow(sequence)} ${direction(sequence) > 0n ? '<' : '>'} ${to}`;
}
