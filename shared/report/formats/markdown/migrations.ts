import type { HistoryEntry } from '../../../model/report.ts';
import { folded, plainText, table } from '../../markup.ts';
import { migrationRows, migrationsSentence, pendingRows, toBeApplied } from '../../migration-cells.ts';

/** What the deploy will apply. */
export function pendingPart(histories: HistoryEntry[], most: number): string {
  const pending = toBeApplied(histories);
  if (pending.length === 0) return '';
  const rows = pendingRows(pending.slice(0, most)).map((cells) => cells.map(plainText));
  return [`**To be applied** (${pending.length})`, rows.length === 0 ? '' : table(['migration', ''], rows)]
    .filter(Boolean)
    .join('\n\n');
}

/** Every migration that was examined, folded away; the newest where there is no room for all. */
export function migrationsPart(histories: HistoryEntry[], most: number): string {
  if (histories.length === 0) return '';
  const [titles = [], ...rows] = migrationRows(histories).map((cells) => cells.map(plainText));
  const rest = rows.length - most;
  const content = [most > 0 ? table(titles, rows.slice(-most)) : '', rest > 0 ? `and ${rest} older ones` : ''];
  return folded(migrationsSentence(histories), content.filter(Boolean).join('\n\n'));
}
