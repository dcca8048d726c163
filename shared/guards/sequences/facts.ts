import { StatementError } from '../../model/errors.ts';
import type { Request } from '../../model/request.ts';
import type { SequenceSettings } from '../../model/settings.ts';
import type { Session } from '../../session/session.ts';
import { assemble, type CatalogRows } from './assemble.ts';
import {
  callersQuery,
  domainsQuery,
  feedsQuery,
  lateDefaultsQuery,
  referencesQuery,
  sequencesQuery,
} from './catalog.ts';
import { readCollisions } from './collisions.ts';
import type { SequenceFacts } from './sequence.ts';
import { readValues } from './values.ts';

/**
 * Everything that the rules need, in three round trips whatever the number of sequences: the catalog, the values and
 * maxima, and for the suspects the first collision.
 */
export async function sequenceFacts(session: Session, request: Request): Promise<SequenceFacts> {
  const settings = request.settings.sequences;
  const {
    progress,
    server: { standby },
  } = session;
  progress.step('reading the catalog');
  const facts = { standby, ...assemble(await readCatalog(session, settings), standby) };
  progress.step(`reading ${facts.sequences.length} sequences`);
  await readValues(session, facts.sequences, { settings, onProgress: progress.advance });
  await readCollisions(session, facts.sequences, settings);
  return facts;
}

async function readCatalog(session: Session, settings: SequenceSettings): Promise<CatalogRows> {
  const read = async (sizes: boolean) => {
    const rows = await session.read(
      sequencesQuery,
      feedsQuery(settings, { sizes }),
      domainsQuery,
      referencesQuery,
      callersQuery,
      lateDefaultsQuery,
    );
    const [sequences = [], feeds = [], domains = [], references = [], callers = [], lateDefaults = []] = rows;
    return { sequences, feeds, domains, references, callers, lateDefaults };
  };
  try {
    return await read(true);
  } catch (error) {
    // A table was locked between looking for locks and asking for sizes; sizes only save work.
    if (error instanceof StatementError && error.sqlState === '55P03') return read(false);
    throw error;
  }
}
