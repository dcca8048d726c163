import type { Change } from '../../../model/change.ts';
import type { Report } from '../../../model/report.ts';
import { fenced, plainText, table } from '../../markup.ts';
import { named } from '../../names.ts';
import { pasteable } from '../../pasteable.ts';

/** What `fix` did, or with a dry run would do. */
export function changesPart({ changes, dryRun }: Report, most: number): string {
  if (changes.length === 0) return '';
  const shown = changes.slice(0, most);
  const rest = changes.length - shown.length;
  const parts = [
    dryRun ? '**Would change** (dry run: nothing was changed)' : '**Changed**',
    shown.length === 0 ? '' : table(['sequence', 'from', 'to', 'method', 'note'], shown.map(row)),
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

function row({ subject, from, to, method, note }: Change): string[] {
  return [named(subject), from, to, method, note ?? ''].map(plainText);
}
