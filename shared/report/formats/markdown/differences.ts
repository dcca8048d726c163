import type { DifferenceEntry, Report } from '../../../model/report.ts';
import {
  changesInWords,
  countInWords,
  isLong,
  isNoted,
  listedDifferences,
  mark,
  sourceInWords,
} from '../../difference-cells.ts';
import { fenced, folded, plainText, table } from '../../markup.ts';
import { pasteable } from '../../pasteable.ts';
import { visible } from '../../printable.ts';
import type { TextDiff } from '../../text-diff.ts';

/** What the schema differs in, a table for each that it was compared with; then the long texts, and the SQL. */
export function differencesPart({ differences = [], target }: Report, most: number, texts: TextDiff): string {
  const told = listedDifferences({ differences });
  const groups = Map.groupBy(told, (difference) => difference.with);
  return [...groups].map(([name, group]) => part(group, { from: name, to: target.name, most, texts })).join('\n\n');
}

interface Sides {
  from: string;
  to: string;
  most: number;
  texts: TextDiff;
}

function part(group: DifferenceEntry[], { from, to, most, texts }: Sides): string {
  const shown = group.slice(0, most);
  const rest = group.length - shown.length;
  const names = { from: sourceInWords(from), to };
  const heading = `**${plainText(to)} beside ${plainText(names.from)}** (${countInWords(group)}; - missing, + more, ~ other)`;
  const rows = shown.map((entry) => row(entry, names));
  const long = shown.flatMap((entry) => longTexts(entry, texts));
  const sql = shown.flatMap(({ sql, decide }) => (sql === undefined || decide !== undefined ? [] : pasteable(sql)));
  const parts = [
    heading,
    rows.length === 0 ? '' : table(['', 'object', 'difference'], rows),
    rest > 0 ? `and ${rest} more` : '',
    long.length === 0 ? '' : folded('long definitions', fenced('diff', long)),
    sql.length === 0 ? '' : folded(`SQL that makes ${to} like ${names.from}`, fenced('sql', sql)),
  ];
  return parts.filter(Boolean).join('\n\n');
}

function row(entry: DifferenceEntry, sides: { from: string; to: string }): string[] {
  const { kind, object, change, detail, migration, renamed, decide } = entry;
  const facts = [
    change === 'changed' ? changesInWords(entry, sides) : detail,
    ...(migration === undefined ? [] : [`${migration} makes it`]),
    ...(renamed === undefined ? [] : [`the same as ${renamed}, under another name`]),
    ...(decide === undefined ? [] : [`to decide: ${decide}`]),
    ...(isNoted(entry) ? ['for information'] : []),
  ];
  const told = facts.filter((fact) => fact !== '').map(plainText);
  return [`\`${mark[change]}\``, `${kind} ${plainText(object)}`, told.join('<br>')];
}

function longTexts({ kind, object, properties = [] }: DifferenceEntry, texts: TextDiff): string[] {
  return properties.flatMap(({ name, from, to }) => {
    if (from === null || to === null || !isLong(from, to)) return [];
    const lines = texts.lines(from, to).flatMap(({ in: side, text }) =>
      text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${{ both: ' ', from: '-', to: '+' }[side]} ${visible(line)}`),
    );
    return [`@@ ${visible(`${kind} ${object}: ${name}`)} @@`, ...lines];
  });
}
