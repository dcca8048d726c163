import type { Recorded } from './history.ts';

const worstFirst = ['failed', 'partially-applied', 'applied', 'baseline', 'rolled-back'] as const;

/**
 * One row a migration, where a tool writes several (Prisma: one for each attempt). A failure that nobody resolved stops the
 * tool whatever else is there; an attempt that was rolled back counts only where it is all there is; of equals the last.
 */
export function folded(recorded: Recorded[]): Map<string, Recorded> {
  const rows = new Map<string, Recorded>();
  for (const row of recorded) {
    const other = rows.get(row.id);
    if (other === undefined || weight(row) <= weight(other)) rows.set(row.id, row);
  }
  return rows;
}

function weight({ status }: Recorded): number {
  return worstFirst.indexOf(status);
}
