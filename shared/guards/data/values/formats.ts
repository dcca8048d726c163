/** A number of a date: what it may be. `year`: 1800 to 2199; `day`: 13 to 31; `month`: 1 to 12, which a day may be, too. */
export type Part = 'month' | 'day' | 'year' | 'other' | null;

/**
 * Texts of one look: digits are `9`, the names of months `#` and of weekdays `@`, other letters `x`; without the time of day.
 * `parts`: its first three numbers.
 */
export interface Look {
  shape: string;
  parts: [Part, Part, Part];
  count: bigint;
}

/** A format of dates, with how many texts have it. */
export interface DateFormat {
  format: string;
  count: bigint;
}

/**
 * The formats of dates among these looks, the most frequent first; what is no date is left out. 05/01/2024 may be of either
 * order: it counts for the one that others of the same look prove, and for a third where both are proven.
 */
export function dateFormats(looks: Look[]): DateFormat[] {
  const named = looks.flatMap((look) => {
    const format = formatOf(look);
    return format === null ? [] : [{ ...look, format }];
  });
  const known = new Set(named.map(({ format }) => format));
  const formats = new Map<string, DateFormat>();
  for (const { format, count } of named) {
    const settled = settle(format, known);
    formats.set(settled, { format: settled, count: (formats.get(settled)?.count ?? 0n) + count });
  }
  return [...formats.values()].sort((one, other) => Number(other.count - one.count));
}

const or = ' or ';

function settle(format: string, known: Set<string>): string {
  const proven = format.split(or).filter((order) => known.has(order));
  return proven.length === 1 ? (proven[0] ?? format) : format;
}

function formatOf({ shape, parts }: Look): string | null {
  return numeric(shape, parts) ?? withMonth(shape, parts) ?? epochs[shape] ?? null;
}

const epochs: Record<string, string> = {
  epoch: 'seconds since 1970',
  'epoch ms': 'milliseconds since 1970',
};

function isDay(part: Part): boolean {
  return part === 'month' || part === 'day';
}

function numeric(shape: string, [first, second, third]: Look['parts']): string | null {
  const [, separator] =
    /^9{4}(?<between>[-/.])99?\k<between>99?$/.exec(shape) ?? (shape === '99999999' ? ['', ''] : []);
  if (separator !== undefined) {
    const isDate = first === 'year' && second === 'month' && isDay(third);
    return isDate ? ['YYYY', 'MM', 'DD'].join(separator) : null;
  }
  const [, between, year] = /^99?(?<between>[-/.])99?\k<between>(9{4}|99)$/.exec(shape) ?? [];
  // 01-02-03 is anything.
  if (between === undefined || year === undefined || (year === '99' && between === '-')) return null;
  if ((year.length === 4 && third !== 'year') || !isDay(first) || !isDay(second)) return null;
  const [dayFirst, monthFirst] = [
    ['DD', 'MM'],
    ['MM', 'DD'],
  ].map((order) => [...order, 'YYYY'.slice(0, year.length)].join(between));
  if (first === 'day') return second === 'month' ? (dayFirst ?? null) : null;
  return second === 'day' ? (monthFirst ?? null) : `${dayFirst}${or}${monthFirst}`;
}

function withMonth(shape: string, [first, second]: Look['parts']): string | null {
  const text = shape.replace(/^@\.?,? ?/, '');
  const isOf = (day: Part, year: Part) => isDay(day) && year === 'year';
  if (/^99?(?:x|\.)?[ -]?#\.?,?[ -]?9{4}$/.test(text)) return isOf(first, second) ? 'DD Month YYYY' : null;
  if (/^#\.? ?99?x?,? 9{4}$/.test(text)) return isOf(first, second) ? 'Month DD, YYYY' : null;
  return /^9{4}[ -]#\.?[ -]99?$/.test(text) && isOf(second, first) ? 'YYYY Month DD' : null;
}
