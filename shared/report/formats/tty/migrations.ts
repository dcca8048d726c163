import type { HistoryEntry } from '../../../model/report.ts';
import { migrationRows, pendingRows, toBeApplied } from '../../migration-cells.ts';
import { aligned } from '../../wrap.ts';
import { moreOf, type Style } from './style.ts';

const most = 10;

/** What the deploy will apply, in its order. */
export function pendingBlock(histories: HistoryEntry[], style: Style): string[] {
  const pending = toBeApplied(histories);
  if (pending.length === 0) return [];
  const shown = pending.slice(0, style.all ? pending.length : most);
  const rest = pending.length - shown.length;
  return [
    style.paint.bold(`to be applied (${pending.length})`),
    ...aligned(pendingRows(shown)).map((line) => `  ${line}`),
    ...(rest > 0 ? [style.paint.dim(`  ${moreOf(rest, style)}`)] : []),
  ];
}

/** Every migration, one a line. */
export function migrationTable(histories: HistoryEntry[], { paint }: Style): string[] {
  if (histories.length === 0) return [];
  const [titles = '', ...lines] = aligned(migrationRows(histories));
  return [paint.dim(titles), ...lines];
}
