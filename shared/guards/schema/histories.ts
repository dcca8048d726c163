import type { Migration } from '../../model/manifest.ts';
import type { Request } from '../../model/request.ts';
import type { Row } from '../../session/drivers/driver.ts';
import type { Session } from '../../session/session.ts';
import { withTable } from '../migrations/facts.ts';
import { isDue, isToCome } from '../migrations/findings.ts';
import type { History, Standing, UnreadHistory } from '../migrations/history.ts';
import { onTarget } from '../migrations/on-target.ts';
import { standingsOf } from '../migrations/pair.ts';
import { historyFrom, historyQuery, unreadable } from '../migrations/read-histories.ts';
import { candidatesQuery, historyTables } from '../migrations/tables.ts';
import type { Histories } from './schema-facts.ts';

/** Which migrations are applied, and which are still to come; in two round trips, with the rows of a query that goes along. */
export async function readHistories(
  session: Session,
  asked: Request,
  along: string[] = [],
): Promise<Histories & { rows: Row[] }> {
  const request = onTarget(asked);
  const { settings, expectation } = request;
  const projects = (expectation?.manifest.projects ?? []).map((project) => withTable(project, settings.migrations));
  const expected = [...projects, ...settings.migrations.projects];
  const [candidates = [], rows = []] = await session.read(candidatesQuery(expected), ...along);
  const found = historyTables(candidates, expected);
  const readable = found.filter((table) => table.unreadable === null);
  const answers = readable.length > 0 ? await session.each(readable.map(historyQuery)) : [];
  const read = readable.map((table, at) => historyFrom(table, answers[at]));
  const recorded = read.filter((each): each is History => 'recorded' in each);
  const unread = [
    ...found.filter((table) => table.unreadable !== null).map(unreadable),
    ...read.filter((each): each is UnreadHistory => 'reason' in each),
  ];
  // What the last verified deploy had is no longer to come: where it is missing, it was taken away.
  const open = isDue(request) ? [] : standingsOf(projects, recorded, unread);
  const applied = unread.length > 0 ? null : recorded.flatMap(appliedIn).sort();
  return { applied, pending: open.flatMap(toCome), rows };
}

function toCome({ entries }: Standing): Migration[] {
  return entries.filter(isToCome).flatMap(({ migration }) => (migration ? [migration] : []));
}

function appliedIn({ tool, recorded }: History): string[] {
  return recorded
    .filter(({ status }) => status === 'applied' || status === 'baseline')
    .map(({ id, appliedAt }) => [tool, id, ...(appliedAt === null ? [] : [appliedAt])].join(' '));
}
