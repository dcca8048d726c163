import type { Request } from '../../../model/request.ts';
import type { Session } from '../../../session/session.ts';
import { ask } from '../ask.ts';
import { ignoredData } from '../ignore.ts';
import type { Reader } from '../reader.ts';
import { tableFrom, textColumnsQuery, typesIn } from './columns.ts';
import { type DateTable, looksFrom, looksQuestion, sourceOf } from './dates.ts';
import { datePattern, looksLikeDate } from './names.ts';
import type { MixedDates, UnreadValue } from './values.ts';

/** What part of a column's texts have to be dates, at least: by its name it is one of dates, or only by its texts. */
const fewest = { named: 0.1, unnamed: 0.5 };

/** The text columns that hold dates in several formats, and the tables whose texts could not be read. */
export async function mixedDates(
  session: Session,
  request: Request,
  reader: Reader,
): Promise<{ dates: MixedDates[]; unread: UnreadValue[]; looked: number }> {
  const tables = await tablesWithDates(session, request);
  const whole = 'session' in reader && reader.mostCost === null;
  const sources = tables.map((table) => sourceOf(table, { whole }));
  const questions = tables.map((table, at) => looksQuestion(table, sources[at] ?? sourceOf(table, { whole })));
  const replies = await ask(reader, questions);
  const dates: MixedDates[] = [];
  const unread: UnreadValue[] = [];
  for (const [at, each] of tables.entries()) {
    const { schema, table } = each.table;
    const reply = replies[at] ?? { reason: 'no answer came', advice: '' };
    if ('cells' in reply) dates.push(...mixedIn(each, reply.cells[0] ?? null, sources[at]?.whole ?? false));
    else unread.push({ schema, table, ...reply });
  }
  return { dates, unread, looked: tables.flatMap(({ columns }) => columns).length };
}

async function tablesWithDates(session: Session, { all, settings }: Request): Promise<DateTable[]> {
  const [rows = []] = await session.read(textColumnsQuery(all ? null : datePattern));
  const isIgnored = ignoredData(settings.data);
  return rows.flatMap((row) => {
    const table = tableFrom(row);
    const columns = Object.entries(typesIn(row)).filter(([name]) => {
      const subject = { kind: 'column' as const, schema: table.schema, table: table.table, name };
      return (all || looksLikeDate(name)) && !isIgnored({ code: 'data/date-formats', subject });
    });
    return columns.length === 0 ? [] : [{ table, columns }];
  });
}

function mixedIn({ table: { schema, table }, columns }: DateTable, cell: string | null, whole: boolean): MixedDates[] {
  const looks = looksFrom(cell);
  return columns.flatMap(([column, type], place) => {
    const { formats, looked } = looks.get(place) ?? { formats: [], looked: 0n };
    const dates = formats.reduce((sum, { count }) => sum + Number(count), 0);
    const least = looksLikeDate(column) ? fewest.named : fewest.unnamed;
    if (formats.length < 2 || dates < Number(looked) * least) return [];
    return [{ schema, table, column, type, formats, looked, whole }];
  });
}
