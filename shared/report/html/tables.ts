import type { Report } from '../../model/report.ts';
import { plural } from '../counts.ts';
import { foreignKeyRows, tableRows } from '../table-cells.ts';
import { label, type Tone } from './labels.ts';
import { folded, leftOut, most } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { type Place, section } from './place.ts';
import { table } from './table.ts';

/** Up to so many rows stand open. */
const few = 12;

/** Rows of every table that was counted, side by side, and every foreign key that was looked at. */
export function tablesPart({ tables = [], foreignKeys = [] }: Report, place: Place): (Markup | undefined)[] {
  return [
    rowsOf(tableRows(tables), { place, name: 'rows', title: 'Row counts', noun: 'table', right: 1 }),
    rowsOf(foreignKeyRows(foreignKeys), {
      place,
      name: 'foreign-keys',
      title: 'Foreign keys',
      noun: 'foreign key',
      right: 3,
    }),
  ];
}

interface Named {
  place: Place;
  name: string;
  title: string;
  noun: string;
  right: number;
}

const tones: Record<string, Tone> = { proven: 'pass', broken: 'block', 'not examined': 'unknown' };

function rowsOf([titles = [], ...rows]: string[][], { place, name, title, noun, right }: Named): Markup | undefined {
  if (rows.length === 0) return undefined;
  const count = plural(rows.length, noun);
  const cells = rows.slice(0, most).map((row) => row.map((cell, at) => cellOf(cell, titles[at])));
  const content = html`${table(titles, cells, { caption: title, right })}${leftOut(rows.length - most, noun)}`;
  const isEstimate = rows.some(([, ...counts]) => counts.some((cell) => /^~\d/.test(cell)));
  const note = isEstimate ? `${count}; ~ is an estimate of the planner` : count;
  return section(place, { name, title, note }, [
    rows.length <= few ? content : folded({ summary: `all ${count}` }, content),
  ]);
}

function cellOf(cell: string, title = ''): string | Markup {
  return title === 'status' ? label(tones[cell] ?? 'info', cell) : cell;
}
