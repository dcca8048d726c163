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

/** A `timestamp without time zone`, taken for UTC, as ISO 8601, whatever zone the session is in. */
export function isoWithoutZone(column: string): string {
  return `to_char(${column}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
