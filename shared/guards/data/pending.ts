import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import { readHistories } from '../schema/histories.ts';
import { type MakerOf, makersOf } from '../schema/makers.ts';

/**
 * What differs from the other side may be what the deploy brings: the pending migrations of the manifest say so. After a
 * deploy nothing is to come any more.
 */
export async function pendingMakerOf(session: Session, request: Request): Promise<MakerOf> {
  if (request.operation === 'verify' || request.expectation === null) return () => null;
  const { pending } = await readHistories(session, request);
  return makersOf(pending, pending);
}
