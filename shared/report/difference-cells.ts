import type { Finding } from '../model/finding.ts';
import type { ComparedEntry, DifferenceEntry, Report } from '../model/report.ts';
import { usualValue } from '../model/usual.ts';
import { plural } from './counts.ts';
import { visible } from './printable.ts';

/** Differences that count: neither ignored by the configuration nor told for information alone. */
export function counting(differences: DifferenceEntry[]): DifferenceEntry[] {
  return differences.filter(({ ignored, severity }) => ignored === undefined && severity !== 'info');
}

/** Whether a difference is told for information alone. */
export function isNoted({ ignored, severity }: DifferenceEntry): boolean {
  return ignored === undefined && severity === 'info';
}

/** "3 differences, 1 for information": of what is listed, counted as the summary counts it. */
export function countInWords(differences: DifferenceEntry[]): string {
  const count = counting(differences).length;
  const others = othersInWords(differences);
  return [...(count > 0 || others.length === 0 ? [plural(count, 'difference')] : []), ...others].join(', ');
}

/** Those that do not count: "1 for information", "2 ignored". */
function othersInWords(differences: DifferenceEntry[]): string[] {
  const noted = differences.filter(isNoted).length;
  const ignored = differences.filter((each) => each.ignored !== undefined).length;
  return [...(noted > 0 ? [`${noted} for information`] : []), ...(ignored > 0 ? [`${ignored} ignored`] : [])];
}

/** "SCHEMA MISMATCH: 3 differences from staging": the same in the terminal, in an e-mail's subject and on a page. */
export function mismatchSentence(differences: DifferenceEntry[]): string {
  const names = [...new Set(differences.map((difference) => difference.with))].map(sourceInWords);
  // Staging and the last run may differ in the same object.
  const objects = new Set(differences.map(({ kind, object }) => `${kind} ${object}`));
  return `SCHEMA MISMATCH: ${plural(objects.size, 'difference')} from ${listed(names)}`;
}

/** Whether a finding is about a difference between two schemas, which the list of differences tells as well. */
export function isOnDifference({ code, unknown }: Finding): boolean {
  return !unknown && onDifference.test(code);
}

/** The findings, without those that the list of differences tells; when and why it drifted it does not tell. */
export function besidesDifferences(findings: Finding[], { differences }: Pick<Report, 'differences'>): Finding[] {
  if (!differences?.length) return findings;
  return findings.filter((finding) => finding.code === 'schema/drift' || !isOnDifference(finding));
}

/** The differences that are listed: none that is ignored, and none that a migration made since the last run. */
export function listedDifferences({ differences = [] }: Pick<Report, 'differences'>): DifferenceEntry[] {
  return differences.filter(
    (each) => each.ignored === undefined && (each.with !== 'archive' || each.severity !== 'info'),
  );
}

const onDifference = /^schema\/(missing|extra|changed|pending|drift)$/;

/** "schema like staging: 812 objects equal"; what is not equal and does not count is said as well. */
export function comparedSentence(compared: ComparedEntry[], differences: DifferenceEntry[]): string {
  const count = counting(differences);
  if (count.length > 0) return mismatchSentence(count);
  const names = listed(compared.map((each) => sourceInWords(each.with)));
  const objects = Math.max(0, ...compared.map((each) => each.objects));
  const others = othersInWords(differences);
  if (others.length === 0) return `schema like ${names}: ${plural(objects, 'object')} equal`;
  return `schema like ${names}: ${plural(objects, 'object')} compared, differences: ${others.join(', ')}`;
}

/** What a schema was compared with, as a person says it. */
export function sourceInWords(name: string): string {
  if (name === 'manifest') return 'the migrations';
  return name === 'archive' ? 'the last run' : visible(name);
}

function listed(names: string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** As seen going from what it was compared with to the target: missing there, more there, other there. */
export const mark: Record<DifferenceEntry['change'], string> = { removed: '-', added: '+', changed: '~' };

/** Whether two values do not fit into a line beside each other, so that what differs within them is shown. */
export function isLong(from: string, to: string): boolean {
  return from.length + to.length > 100 || from.includes('\n') || to.includes('\n');
}

/** "type: bigint in staging, integer in production"; of a long value only that it differs. Not yet safe to print. */
export function changesInWords(
  { kind, detail, properties = [] }: DifferenceEntry,
  sides: { from: string; to: string },
): string {
  if (properties.length === 0) return detail;
  return properties
    .map(({ name, from, to }) => {
      if (isLong(from ?? '', to ?? '')) return `${name} differs`;
      const usual = usualValue(kind, name);
      return `${name}: ${from ?? usual} in ${sides.from}, ${to ?? usual} in ${sides.to}`;
    })
    .join('; ');
}
