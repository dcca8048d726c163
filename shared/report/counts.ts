import type { Finding } from '../model/finding.ts';
import { several } from './words-several.ts';

/** "1 outlier", "2 outliers", "3 behind". */
export function counted(code: string, count: number): string {
  const plain = code.slice(code.indexOf('/') + 1).replaceAll('-', ' ');
  return `${count} ${count === 1 ? plain : (several[code] ?? plain)}`;
}

/** What findings are about counted by code, in the order in which they come: "2 behind, 1 exhausted". */
export function countedByCode(findings: Finding[]): string {
  const counts = new Map<string, number>();
  for (const finding of findings) counts.set(finding.code, (counts.get(finding.code) ?? 0) + countOf(finding));
  return [...counts].map(([code, count]) => counted(code, count)).join(', ');
}

/** Of how many a finding tells: one may list migrations, and `count` them where the list is cut. */
export function countOf({ evidence }: Finding): number {
  const { migrations, count } = evidence;
  if (!Array.isArray(migrations)) return 1;
  return Math.max(1, migrations.length, typeof count === 'number' ? count : 0);
}

/** "1 sequence", "3 sequences", "2 indexes". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : noun.endsWith('x') ? 'es' : 's'}`;
}
