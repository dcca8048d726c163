import type { Snapshot } from '../../../model/snapshot.ts';
import type { Difference, Step } from '../difference.ts';

/** How each difference is undone, so that `to` becomes like `from`, in the order in which the statements can be run. */
export function stepsFor(differences: Difference[], _sides: { from: Snapshot; to: Snapshot }): Step[] {
  return differences.map((difference) => ({ difference, sql: [], certain: false }));
}

/** All steps as one script for psql: what is certain as statements, what has to be decided as comments. */
export function scriptOf(_steps: Step[], _names: { from: string; to: string }): string {
  return '';
}
