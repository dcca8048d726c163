import { StatementError } from '../../model/errors.ts';
import type { Request } from '../../model/request.ts';
import type { Session } from '../../session/session.ts';
import { serversOwn } from './ask.ts';
import { countFacts, nothingCounted } from './counts/facts.ts';
import type { DataFacts, PartName } from './data-facts.ts';
import { withReader } from './reader.ts';
import { referenceFacts } from './references/facts.ts';
import { stateFacts } from './states/facts.ts';
import { valueFacts } from './values/facts.ts';

const noReferences = { tables: [], proven: [], lostForeignKeys: [], lostKeys: [], duplicates: [], other: null };
const noStates = { invalid: [], duplicates: [], disabled: [], keyless: [], unindexed: [], notValid: [] };
const noValues = { reference: null, mismatches: [], dates: [], unread: [], examined: 0 };

/**
 * What a part cannot read is in what it tells. Where the server refuses the part itself, it is among `failed`, and the others
 * are told all the same. All of them share the time for reading whole tables.
 */
export async function dataFacts(session: Session, request: Request): Promise<DataFacts> {
  return withReader(session, request, async (reader) => {
    const failed: DataFacts['failed'] = [];
    const told = async <Facts>(part: PartName, facts: Promise<Facts>, nothing: Facts): Promise<Facts> => {
      try {
        return await facts;
      } catch (error) {
        if (!(error instanceof StatementError)) throw error;
        failed.push({ part, target: session.target.name, sqlState: error.sqlState, reason: serversOwn(error) });
        return nothing;
      }
    };
    const { standby } = session.server;
    const states = await told('states', stateFacts(session, request), { standby, ...noStates });
    const around = { reader, invalid: states.invalid };
    const references = await told('references', referenceFacts(session, request, around), noReferences);
    const counts = await told('counts', countFacts(session, request, reader), nothingCounted);
    const values = await told('values', valueFacts(session, request, reader), noValues);
    const { operation } = request;
    return { operation, tables: references.tables.length, failed, references, states, counts, values };
  });
}
