import type { Recorded } from '../history.ts';

/** A row of a history: what a tool does not write down is null, and what it wrote down was applied. */
export function rowWith({ id, ...rest }: Partial<Recorded> & Pick<Recorded, 'id'>): Recorded {
  return {
    id,
    status: 'applied',
    checksum: null,
    appliedAt: null,
    durationMs: null,
    by: null,
    detail: null,
    ...rest,
  };
}
