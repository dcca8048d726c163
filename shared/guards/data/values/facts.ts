import type { Request } from '../../../model/request.ts';
import type { Session } from '../../../session/session.ts';
import type { Reader } from '../reader.ts';
import { typeMismatches } from './mismatches.ts';
import { mixedDates } from './mixed-dates.ts';
import type { ValueFacts } from './values.ts';

export type { ValueFacts } from './values.ts';

/**
 * Looks at the values of columns whose type differs from the reference's, and of text columns whose names look like dates
 * (with `all` of every text column).
 */
export async function valueFacts(session: Session, request: Request, reader: Reader): Promise<ValueFacts> {
  const mismatches = await typeMismatches(session, request, reader);
  const { dates, unread, looked } = await mixedDates(session, request, reader);
  return {
    reference: request.reference?.name ?? null,
    mismatches,
    dates,
    unread,
    examined: mismatches.length + looked,
  };
}
