import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { SchemaFacts } from './schema-facts.ts';

/** Nothing is read where there is nothing to compare with. */
export async function schemaFacts(_session: Session, { operation }: Request): Promise<SchemaFacts> {
  return { operation, comparisons: [], changing: null, expected: [], expectations: 0 };
}
