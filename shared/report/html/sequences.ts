import type { Report, SequenceEntry } from '../../model/report.ts';
import { sequenceRows } from '../sequence-cells.ts';
import { sequencesSentence } from '../summary-clear.ts';
import { bar } from './bar.ts';
import { label, type Tone } from './labels.ts';
import { folded, leftOut, listed, most } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { type Place, section } from './place.ts';
import { table } from './table.ts';

const tones: Record<SequenceEntry['status'], Tone> = {
  behind: 'block',
  exhausted: 'block',
  exhausting: 'warn',
  unknown: 'unknown',
  orphan: 'info',
  'not-comparable': 'info',
  healthy: 'pass',
};

/** Up to so many healthy ones stand open, and so many others. */
const few = { well: 12, ill: 100 };

/** Every sequence with how much of its range is used: what is wrong first, the healthy ones by how much they used. */
export function sequencesPart({ sequences = [] }: Report, place: Place): Markup | undefined {
  if (sequences.length === 0) return undefined;
  const isWell = (entry: SequenceEntry) => entry.status === 'healthy' || entry.ignored === true;
  const ill = sequences.filter((entry) => !isWell(entry));
  const well = sequences.filter(isWell).toSorted((one, other) => (other.used ?? 0) - (one.used ?? 0));
  const note = sequencesSentence(sequences, sequences.length);
  const [first, rest] = well.length <= few.well ? [[...ill, ...well], []] : [ill, well];
  return section(place, { name: 'sequences', title: 'Sequences', note }, [
    first.length === 0 ? html`` : listed(first, { open: few.ill, noun: 'sequence' }, written),
    rest.length === 0
      ? html``
      : folded(
          { summary: sequencesSentence(rest, rest.length) },
          html`${written(rest.slice(0, most))}${leftOut(rest.length - most, 'sequence')}`,
        ),
  ]);
}

function written(sequences: SequenceEntry[]): Markup {
  const [titles = [], ...rows] = sequenceRows(sequences);
  const cells = rows.map((row, at) => inOrder(row.map((cell, column) => cellOf(cell, column, sequences[at]))));
  const healthy = sequences.every(({ status }) => status === 'healthy');
  return table(inOrder(titles), cells, { caption: healthy ? 'healthy sequences' : 'sequences', right: 2 });
}

/** What is used comes before the values: a phone has room for no more. */
function inOrder<Cell>([name, status, next, farthest, used, ...others]: Cell[]): Cell[] {
  return [name, status, used, next, farthest, ...others] as Cell[];
}

function cellOf(cell: string, column: number, entry: SequenceEntry | undefined): string | Markup {
  if (column === 1 && entry) return label(entry.ignored ? 'info' : tones[entry.status], cell);
  if (column !== 4 || !entry || entry.used === null) return cell;
  const tone = entry.status === 'exhausted' ? 'block' : entry.status === 'exhausting' ? 'warn' : 'info';
  return html`${cell} ${bar(entry.used, tone)}`;
}
