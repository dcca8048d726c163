import type { SequenceEntry } from '../../../model/report.ts';
import { folded, plainText, table } from '../../markup.ts';
import { sequenceRows } from '../../sequence-cells.ts';
import { sequencesSentence } from '../../summary-clear.ts';

/** Every sequence that was examined, folded away. */
export function sequencesPart(sequences: SequenceEntry[], most: number): string {
  if (sequences.length === 0) return '';
  const rest = sequences.length - most;
  const [titles = [], ...rows] = sequenceRows(sequences.slice(0, most)).map((cells) => cells.map(plainText));
  const content = [most > 0 ? table(titles, rows) : '', rest > 0 ? `and ${rest} more` : '']
    .filter(Boolean)
    .join('\n\n');
  return folded(sequencesSentence(sequences, sequences.length), content);
}
