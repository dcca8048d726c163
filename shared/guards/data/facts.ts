import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import type { CountFacts } from './counts/counts.ts';
import { countFacts } from './counts/facts.ts';
import type { DataFacts } from './data-facts.ts';
import { type Reader, withReader } from './reader.ts';
import { referenceFacts } from './references/facts.ts';
import { stateFacts } from './states/facts.ts';
import type { StateFacts } from './states/states.ts';
import { type ValueFacts, valueFacts } from './values/facts.ts';

/** One part: the catalog by way of the session, whole tables by way of the reader. */
type Part<Facts> = (session: Session, request: Request, reader: Reader) => Promise<Facts>;

const states: Part<StateFacts> = stateFacts;
const counts: Part<CountFacts> = countFacts;
const values: Part<ValueFacts> = valueFacts;

/** What a part cannot read is in what it tells. All of them share the time for reading whole tables. */
export async function dataFacts(session: Session, request: Request): Promise<DataFacts> {
  return withReader(session, request, async (reader) => {
    const { invalid, ...others } = await states(session, request, reader);
    const told = {
      references: await referenceFacts(session, request, { reader, invalid }),
      states: { invalid, ...others },
      counts: await counts(session, request, reader),
      values: await values(session, request, reader),
    };
    return { operation: request.operation, tables: told.references.tables.length, ...told };
  });
}
