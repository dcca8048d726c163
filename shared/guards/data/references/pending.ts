import type { Request } from '../../../model/request.ts';
import type { Session } from '../../../session/session.ts';
import type { Difference } from '../../schema/difference.ts';
import type { MakerOf } from '../../schema/makers.ts';
import { pendingMakerOf } from '../pending.ts';
import type { Lost, OtherForeignKey, WantedKey } from './references.ts';

/** Tells what is lost from what is still to come. */
export interface PendingMakers {
  /** without what a pending migration is known to make */
  lost<Thing extends OtherForeignKey | WantedKey>(things: Thing[]): Lost<Thing>[];
}

/** What is on the other side and not here may be what the deploy brings; asked for only where something is missing. */
export async function pendingMakers(
  session: Session,
  request: Request,
  things: (OtherForeignKey | WantedKey)[],
): Promise<PendingMakers> {
  const makerOf: MakerOf = things.length === 0 ? () => null : await pendingMakerOf(session, request);
  return { lost: (found) => found.flatMap((key) => lostUnless(key, makerOf) ?? []) };
}

function lostUnless<Thing extends OtherForeignKey | WantedKey>(key: Thing, makerOf: MakerOf): Lost<Thing> | null {
  const maker = makerOf(missing(key));
  if (maker === null || !maker.pending) return { key, mayCome: null };
  return maker.sure ? null : { key, mayCome: maker.migration };
}

/** As the schema guard tells of it. */
function missing({ schema, table, name, definition }: OtherForeignKey | WantedKey): Difference {
  const kind = definition === null ? 'index' : 'constraint';
  const path = [schema, table, name ?? ''];
  const from = { kind, path, is: definition === null ? {} : { definition } } as const;
  return { kind, path, change: 'removed', from, to: null, properties: [] };
}
