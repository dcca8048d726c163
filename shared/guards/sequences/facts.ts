import { StatementError } from '../../model/errors.ts';
import type { Request } from '../../model/request.ts';
import type { SequenceSettings } from '../../model/settings.ts';
import type { Row } from '../../session/drivers/driver.ts';
import type { Session } from '../../session/session.ts';
import { assemble, type CatalogRows } from './assemble.ts';
import { callersQuery, domainsQuery, referencesQuery, sequencesQuery } from './catalog.ts';
import { readCollisions } from './collisions.ts';
import { feedsQuery, lateDefaultsQuery, unusedFeedsQuery } from './feeds-query.ts';
import type { SequenceFacts, UnusedFeed } from './sequence.ts';
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
  const { unusedFeeds, ...rows } = await readCatalog(session, settings);
  const facts = { standby, unusedFeeds: unusedFeeds.map(unusedFeedFrom), ...assemble(rows, standby) };
  progress.step(`reading ${facts.sequences.length} sequences`);
  await readValues(session, facts.sequences, { settings, onProgress: progress.advance });
  await readCollisions(session, facts.sequences, settings);
  return facts;
}

async function readCatalog(
  session: Session,
  settings: SequenceSettings,
): Promise<CatalogRows & { unusedFeeds: Row[] }> {
  const read = async (sizes: boolean) => {
    const rows = await session.read(
      sequencesQuery,
      feedsQuery(settings, { sizes }),
      domainsQuery,
      referencesQuery,
      callersQuery,
      lateDefaultsQuery,
      unusedFeedsQuery(settings),
    );
    const [sequences = [], feeds = [], domains = [], references = [], callers = [], late = [], unused = []] = rows;
    return { sequences, feeds, domains, references, callers, lateDefaults: late, unusedFeeds: unused };
  };
  try {
    return await read(true);
  } catch (error) {
    // A table was locked between looking for locks and asking for sizes; sizes only save work.
    if (error instanceof StatementError && error.sqlState === '55P03') return read(false);
    throw error;
  }
}

function unusedFeedFrom(row: Row): UnusedFeed {
  return {
    sequence: String(row.sequence),
    column: String(row.column),
    missing: row.no_sequence ? 'sequence' : 'column',
  };
}
