import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { DataFacts } from './data-facts.ts';

export async function dataFacts(_session: Session, { operation }: Request): Promise<DataFacts> {
  return { operation, tables: 0 };
}
