import type { Change } from '../../../model/change.ts';
import type { Report } from '../../../model/report.ts';
import { namedWithTable } from '../../names.ts';
import { pasteable } from '../../pasteable.ts';
import { visible } from '../../printable.ts';
import { indented, wrap } from '../../wrap.ts';
import { moreOf, type Style } from './style.ts';

const most = 10;

/** What `fix` did: "orders_id_seq 17 -> 4211 (advance)". A dry run shows all that would run. */
export function changeBlock({ changes, dryRun }: Report, style: Style): string[] {
  if (changes.length === 0) return [];
  const shown = style.all || dryRun ? changes : changes.slice(0, most);
  const rest = changes.length - shown.length;
  return [
    style.paint.bold(dryRun ? 'would change (dry run: nothing was changed)' : 'changed'),
    ...shown.flatMap((change) => indented(told(change, dryRun === true, style))),
    ...(rest > 0 ? [style.paint.dim(`  ${moreOf(rest, style)}`)] : []),
  ];
}

function told(change: Change, dryRun: boolean, { paint, width, all }: Style): string[] {
  const { subject, from, to, method, lock, applied, note, undo } = change;
  const state = applied || dryRun ? '' : paint.yellow(' not applied');
  const how = lock === undefined ? method : `${method}, ${lock}`;
  return [
    `${namedWithTable(subject)} ${visible(from)} ${paint.dim('->')} ${visible(to)} ${paint.dim(`(${how})`)}${state}`,
    ...(note === undefined ? [] : indented(wrap(visible(note), width - 4).map(paint.dim))),
    ...(dryRun || all ? indented(change.sql.flatMap(pasteable), 4).map((line) => paint.cyan(line)) : []),
    ...(all && undo !== '' ? indented([paint.dim(`undo: ${visible(undo)}`)]) : []),
  ];
}
