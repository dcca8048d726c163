import { inOrder, shellWord } from '../../model/shell.ts';
import { momentOf } from '../names.ts';

/** A value of an option of `aws`; true stands for the option itself, false for its `--no-` form, undefined leaves it out. */
type Value = string | number | boolean | string[] | undefined;

/** `aws rds restore-db-instance-from-db-snapshot --region eu-central-1 --db-snapshot-identifier ...` */
export function aws(operation: string, region: string, options: Record<string, Value>): string {
  const words = Object.entries({ region, ...options }).flatMap(([name, value]) => {
    if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
    if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`];
    return [`--${name}`, ...[value].flat().map((each) => shellWord(String(each)))];
  });
  return ['aws rds', operation, ...words].join(' ');
}

/** After a rename the new name is not known at once, and `aws rds wait` gives up on what it does not know. */
export function renamed(rename: string, wait: string): string {
  return inOrder(rename, `until ${wait} 2>/dev/null; do sleep 10; done`);
}

/** `shop-restored-20260121t090000z`, within the 63 letters of RDS, without two dashes together. */
export function besideName(id: string, word: 'restored' | 'before', snapshot: string): string {
  const last = snapshot.split('-').at(-1) ?? '';
  const stamp = momentOf(last) === null ? '' : `-${last}`;
  return `${id.slice(0, 37).replace(/-+$/, '')}-${word}${stamp}`;
}
