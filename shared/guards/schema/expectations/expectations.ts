import type { ExpectSettings } from '../../../model/settings.ts';
import type { Session } from '../../../session/session.ts';
import type { Expected } from '../schema-facts.ts';

/** What of `expect` is not as it should be, or could not be looked at; in at most two round trips. */
export async function unmetExpectations(_session: Session, _expect: ExpectSettings): Promise<Expected[]> {
  return [];
}

/** How many expectations the configuration has. */
export function countOfExpectations(_expect: ExpectSettings): number {
  return 0;
}
