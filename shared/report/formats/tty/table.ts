import type { SequenceEntry } from '../../../model/report.ts';
import { sequenceRows } from '../../sequence-cells.ts';
import { aligned } from '../../wrap.ts';
import type { Style } from './style.ts';

/** Every sequence that was examined, one a line. */
export function sequenceTable(sequences: SequenceEntry[], { paint }: Style): string[] {
  if (sequences.length === 0) return [];
  const [titles = '', ...lines] = aligned(sequenceRows(sequences), 2);
  return [paint.dim(titles), ...sequences.map((entry, at) => tinted(lines[at] ?? '', entry, paint))];
}

function tinted(line: string, { status }: SequenceEntry, paint: Style['paint']): string {
  if (status === 'behind' || status === 'exhausted') return paint.red(line);
  if (status === 'exhausting') return paint.yellow(line);
  return status === 'unknown' ? paint.magenta(line) : line;
}
