import type { Finding } from '../model/finding.ts';
import { several } from './words-several.ts';

/** "1 outlier", "2 outliers", "3 behind". */
export function counted(code: string, count: number): string {
  const plain = code.slice(code.indexOf('/') + 1).replaceAll('-', ' ');
  return `${count} ${count === 1 ? plain : (several[code] ?? plain)}`;
}

/** Findings counted by code, in the order in which they come: "2 behind, 1 exhausted". */
export function countedByCode(findings: Finding[]): string {
  const counts = new Map<string, number>();
  for (const { code } of findings) counts.set(code, (counts.get(code) ?? 0) + 1);
  return [...counts].map(([code, count]) => counted(code, count)).join(', ');
}

/** "1 sequence", "3 sequences". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
