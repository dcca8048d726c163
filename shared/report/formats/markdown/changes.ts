import type { Change } from '../../../model/change.ts';
import type { Report } from '../../../model/report.ts';
import { fenced, plainText, table } from '../../markup.ts';
import { namedWithTable } from '../../names.ts';
import { pasteable } from '../../pasteable.ts';

/** What `fix` did, or with a dry run would do. */
export function changesPart({ changes, dryRun }: Report, most: number): string {
  if (changes.length === 0) return '';
  const shown = changes.slice(0, most);
  const rest = changes.length - shown.length;
  const parts = [
    dryRun ? '**Would change** (dry run: nothing was changed)' : '**Changed**',
    shown.length === 0 ? '' : table(headOf(shown), shown.map(row)),
    rest > 0 ? `and ${rest} more` : '',
    dryRun && shown.length > 0
      ? fenced(
          'sql',
          shown.flatMap((change) => change.sql.flatMap(pasteable)),
        )
      : '',
  ];
  return parts.filter(Boolean).join('\n\n');
}

function headOf(changes: Change[]): string[] {
  const [kind, ...others] = new Set(changes.map(({ subject }) => subject.kind));
  return [others.length === 0 && kind !== undefined ? kind : 'object', 'from', 'to', 'method', 'note'];
}

function row({ subject, from, to, method, lock, note }: Change): string[] {
  return [namedWithTable(subject), from, to, method, [lock, note].filter(Boolean).join('; ')].map(plainText);
}
