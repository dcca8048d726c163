import type { Change } from '../../model/change.ts';
import { identifier, literal } from '../../session/sql.ts';
import type { Outcome, Task } from './apply.ts';
import { sequenceSubject } from './findings.ts';
import type { Sequence } from './sequence.ts';

/** What `--dry-run` says would be done. */
export function plannedChange({ sequence, repair }: Task): Change {
  return changeOf({ sequence, repair }, { from: repair.from, to: repair.to, applied: false });
}

/** What was done; null where there was nothing left to do. */
export function changeFrom(outcome: Outcome): Change | null {
  if ('failure' in outcome || outcome.moved === null) return null;
  return changeOf(outcome, { ...outcome.moved, applied: true });
}

/** Writes a change down. A sequence that is moved in several rounds changes once, from the first value to the last. */
export function record(changes: Change[], change: Change | null): void {
  if (change === null) return;
  const { schema, name } = change.subject;
  const earlier = changes.find(({ subject }) => subject.schema === schema && subject.name === name);
  if (earlier) Object.assign(earlier, { to: change.to, sql: [...earlier.sql, ...change.sql] });
  else changes.push(change);
}

function changeOf(
  { sequence, repair }: Task,
  { from, to, applied }: { from: bigint; to: bigint; applied: boolean },
): Change {
  return {
    subject: sequenceSubject(sequence),
    method: repair.method,
    from: from.toString(),
    to: to.toString(),
    applied,
    sql: [repair.sql],
    undo: undoOf(sequence, from),
    ...(repair.note === null ? {} : { note: repair.note }),
  };
}

/** Going back is safe only as long as nobody writes and no row took a value since. */
function undoOf(sequence: Sequence, from: bigint): string {
  return `SELECT pg_catalog.setval(${literal(identifier(sequence.schema, sequence.name))}, ${from}, false)`;
}
