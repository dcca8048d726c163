import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dateFormats, type Look, type Part } from '../../../../shared/guards/data/values/formats.ts';
import { looksLikeDate } from '../../../../shared/guards/data/values/names.ts';

function look(shape: string, parts: (Part | undefined)[], count = 1n): Look {
  return { shape, parts: [parts[0] ?? null, parts[1] ?? null, parts[2] ?? null], count };
}

it.each([
  ['9999-99-99', ['year', 'month', 'day'], 'YYYY-MM-DD'],
  ['9999/9/9', ['year', 'month', 'month'], 'YYYY/MM/DD'],
  ['99999999', ['year', 'month', 'day'], 'YYYYMMDD'],
  ['99.99.9999', ['day', 'month', 'year'], 'DD.MM.YYYY'],
  ['9/99/9999', ['month', 'day', 'year'], 'MM/DD/YYYY'],
  ['99/99/9999', ['month', 'month', 'year'], 'DD/MM/YYYY or MM/DD/YYYY'],
  ['99/99/99', ['day', 'month', 'day'], 'DD/MM/YY'],
  ['@, 99 # 9999', ['month', 'year'], 'DD Month YYYY'],
  ['# 9x, 9999', ['month', 'year'], 'Month DD, YYYY'],
  ['99-#-9999', ['day', 'year'], 'DD Month YYYY'],
  ['epoch ms', [], 'milliseconds since 1970'],
] as [string, Part[], string][])('takes %s of %j for %s', (shape, parts, format) => {
  expect(dateFormats([look(shape, parts)]).map((each) => each.format)).toEqual([format]);
});

it.each([
  ['9999-99-99', ['year', 'other', 'day']],
  ['9999-99-99', ['other', 'other', 'other']],
  ['99999999', ['other', 'month', 'day']],
  ['99/99/9999', ['day', 'day', 'year']],
  ['99-99-99', ['month', 'month', 'month']],
  ['99.99.99.99', ['month', 'month', 'month']],
  ['9999-99', ['year', 'month']],
  ['xxx', []],
  ['# x 9999', ['year']],
] as [string, Part[]][])('takes %s of %j for no date', (shape, parts) => {
  expect(dateFormats([look(shape, parts)])).toEqual([]);
});

it('counts what may be of either order for the one that is proven', () => {
  const either = look('99/99/9999', ['month', 'month', 'year'], 5n);
  const dayFirst = look('99/99/9999', ['day', 'month', 'year'], 3n);
  const monthFirst = look('99/99/9999', ['month', 'day', 'year'], 2n);
  const told = (...looks: Look[]) => dateFormats(looks).map(({ format, count }) => `${count} ${format}`);
  expect(told(either, dayFirst)).toEqual(['8 DD/MM/YYYY']);
  expect(told(monthFirst, either)).toEqual(['7 MM/DD/YYYY']);
  expect(told(either, dayFirst, monthFirst)).toEqual(['5 DD/MM/YYYY or MM/DD/YYYY', '3 DD/MM/YYYY', '2 MM/DD/YYYY']);
});

it('finds one format in dates that are all written by one program, whatever the days', () => {
  const writers = {
    '-': (day: Date) => day.toISOString().slice(0, 10).split('-'),
    '.': (day: Date) => day.toISOString().slice(0, 10).split('-').reverse(),
    '/': (day: Date) => [day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCFullYear()].map(String),
  };
  const days = fc.array(fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), {
    minLength: 1,
  });
  fc.assert(
    fc.property(days, fc.constantFrom('-' as const, '.' as const, '/' as const), (dates, between) => {
      const looks = dates.map((day) => {
        const numbers = writers[between](day);
        return look(numbers.join(between).replaceAll(/\d/g, '9'), numbers.map(partOf));
      });
      expect(dateFormats(looks)).toHaveLength(1);
      expect(dateFormats(looks)[0]?.count).toBe(BigInt(dates.length));
    }),
  );
});

function partOf(text: string): Part {
  const number = Number(text);
  if (number >= 1800) return 'year';
  return number > 12 ? 'day' : 'month';
}

it.each([
  ['birth_date', true],
  ['createdAt', true],
  ['valid_until', true],
  ['DOB', true],
  ['shipped_on', true],
  ['time_zone', false],
  ['date_format', false],
  ['update_note', false],
  ['format', false],
  ['runtime', false],
  ['at', false],
  ['description', false],
])('of the name %s says %s', (name, expected) => {
  expect(looksLikeDate(name)).toBe(expected);
});
