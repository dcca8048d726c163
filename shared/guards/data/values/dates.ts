import { identifier, literal } from '../../../session/sql.ts';
import type { Question } from '../ask.ts';
import type { ValueTable } from './columns.ts';
import { type DateFormat, dateFormats, type Look, type Part } from './formats.ts';
import { everyRow, type Source, someRows } from './source.ts';

/** The columns of a table that may hold dates, by name, with their types. */
export interface DateTable {
  table: ValueTable;
  columns: [name: string, type: string][];
}

/** As many rows tell the formats; a column takes the server about 50 ms. */
const enough = 10_000;
/** Different looks of a table's texts that are told; free text has as many as texts. */
const mostLooks = 500;

const months =
  'jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december';
const weekdays = 'mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday';

const zone = '(?:UTC|[A-Z]{2,3}T)';
/**
 * A time of day at the end of a text, with what programs write behind it: `10:00 PM`, `+01:00[Europe/Rome]`, `GMT+0100
 * (Central European Time)`. Whatever else comes behind, a name or a note, makes it no date.
 */
const timeOfDay = [
  '[T ,]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?',
  '(?: ?[AaPp][.]?[Mm][.]?)?',
  `(?: ?[Zz]| ?${zone})?`,
  `(?: ?[+-][0-9]{2}(?::?[0-9]{2})?(?: ${zone}| \\([A-Za-z ]+\\)|\\[[A-Za-z_/]+\\])?)?$`,
].join('');

export function sourceOf({ table }: DateTable, { whole }: { whole: boolean }): Source {
  return whole ? everyRow(table) : someRows(table, enough);
}

/**
 * How the texts of the columns look, all in one reading of the table. What tells a day from a month are numbers, compared as
 * such; input functions would not do: they take 01/02/2024 in either order.
 */
export function looksQuestion({ table, columns }: DateTable, source: Source): Question {
  const values = columns.map(([name], at) => `(${at}, t.${identifier(name)}::text COLLATE "C")`).join(', ');
  const sql = `
SELECT json_agg(json_build_array(l.place, l.shape, l.one, l.two, l.three, l.count, l.looked) ORDER BY l.count DESC)
FROM (
  SELECT
    s.place,
    s.shape,
    ${kindOf('s.numbers[1]')} AS one,
    ${kindOf('s.numbers[2]')} AS two,
    ${kindOf('s.numbers[3]')} AS three,
    count(*) AS count,
    sum(count(*)) OVER (PARTITION BY s.place) AS looked
  FROM (
    SELECT
      d.place,
      ${shape} AS shape,
      CASE
        WHEN d.day ~ '^[0-9]{8}$' THEN ARRAY[left(d.day, 4), substr(d.day, 5, 2), substr(d.day, 7)]
        ELSE regexp_match(d.day, '^[^0-9]*([0-9]+)(?:[^0-9]+([0-9]+))?(?:[^0-9]+([0-9]+))?')
      END AS numbers
    FROM (
      SELECT
        c.place,
        c.value,
        CASE
          WHEN octet_length(c.value) BETWEEN 6 AND 64 AND c.value ~ '[0-9]'
          THEN regexp_replace(btrim(c.value), ${literal(timeOfDay)}, '')
        END AS day
      FROM ${source.sql}
      CROSS JOIN LATERAL (VALUES ${values}) AS c (place, value)
      WHERE c.value IS NOT NULL AND c.value <> ''
      -- Else the planner would compute each text as often as it is named.
      OFFSET 0
    ) d
    OFFSET 0
  ) s
  GROUP BY 1, 2, 3, 4, 5
  ORDER BY count(*) DESC
  LIMIT ${mostLooks}
) l`;
  return { sql, locks: table.locks };
}

const withoutLetters = `translate(d.day, '012345678', '999999999')`;

const shape = `CASE
        WHEN d.day ~ '^1[0-9]{9}$' THEN 'epoch'
        WHEN d.day ~ '^1[0-9]{12}$' THEN 'epoch ms'
        WHEN d.day ~ '[[:alpha:]]' THEN regexp_replace(
          regexp_replace(
            regexp_replace(${withoutLetters}, ${literal(`\\m(${weekdays})\\M`)}, '@', 'gi'),
            ${literal(`(?<![[:alpha:]])(${months})(?![[:alpha:]])`)}, '#', 'gi'),
          '[[:alpha:]]+', 'x', 'g')
        ELSE ${withoutLetters}
      END`;

function kindOf(number: string): string {
  return `CASE
      WHEN length(${number}) > 4 THEN 'other'
      WHEN ${number}::int BETWEEN 1 AND 12 THEN 'month'
      WHEN ${number}::int BETWEEN 13 AND 31 THEN 'day'
      WHEN ${number}::int BETWEEN 1800 AND 2199 THEN 'year'
      WHEN ${number} IS NOT NULL THEN 'other'
    END`;
}

type Cell = [number, string | null, Part, Part, Part, number, number];

/** Of each column, the formats of dates in it, and at how many texts somebody looked. */
export function looksFrom(cell: string | null): Map<number, { formats: DateFormat[]; looked: bigint }> {
  const rows = JSON.parse(cell ?? '[]') as Cell[];
  return new Map(
    [...Map.groupBy(rows, ([place]) => place)].map(([place, group]) => {
      const looks = group.flatMap(([, shape, one, two, three, count]): Look[] =>
        shape === null ? [] : [{ shape, parts: [one, two, three], count: BigInt(count) }],
      );
      return [place, { formats: dateFormats(looks), looked: BigInt(group[0]?.[6] ?? 0) }];
    }),
  );
}
