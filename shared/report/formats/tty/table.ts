import type { SequenceEntry } from '../../../model/report.ts';
import { sequenceRows } from '../../sequence-cells.ts';
import { columns } from '../../wrap.ts';
import type { Style } from './style.ts';

/** Every sequence that was examined, one a line. */
export function sequenceTable(sequences: SequenceEntry[], { paint }: Style): string[] {
  if (sequences.length === 0) return [];
  const rows = sequenceRows(sequences);
  const widths = (rows[0] ?? []).map((_, at) => rows.reduce((most, row) => Math.max(most, columns(row[at] ?? '')), 0));
  const [titles = '', ...lines] = rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, at >= 2))
      .join('  ')
      .trimEnd(),
  );
  return [paint.dim(titles), ...sequences.map((entry, at) => tinted(lines[at] ?? '', entry, paint))];
}

function padded(cell: string, width: number, right: boolean): string {
  const padding = ' '.repeat(Math.max(0, width - columns(cell)));
  return right ? padding + cell : cell + padding;
}

function tinted(line: string, { status }: SequenceEntry, paint: Style['paint']): string {
  if (status === 'behind' || status === 'exhausted') return paint.red(line);
  if (status === 'exhausting') return paint.yellow(line);
  return status === 'unknown' ? paint.magenta(line) : line;
}
