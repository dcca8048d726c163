import type { ComparedEntry, DifferenceEntry, Report, TargetEntry } from '../../../model/report.ts';
import { shellWord } from '../../../model/shell.ts';
import { countInWords, isNoted, listedDifferences, mark, sourceInWords } from '../../difference-cells.ts';
import { type Leaf, treeOf } from '../../difference-tree.ts';
import { pasteable } from '../../pasteable.ts';
import { visible } from '../../printable.ts';
import { indented, wrap } from '../../wrap.ts';
import { propertyLines } from './properties.ts';
import { moreOf, type Style } from './style.ts';

const most = 50;
/** Up to so many, each has its SQL beside it. */
const mostWithSql = 10;

/** Every difference of the schema as a tree, a block for each that it was compared with. */
export function differenceBlocks({ differences = [], compared = [], target }: Report, style: Style): string[][] {
  const named = compared.filter(isNamed).map((each) => each.with);
  const told = style.all ? differences : listedDifferences({ differences });
  const groups = Map.groupBy(told, (difference) => difference.with);
  return [...groups].map(([name, group]) => block(group, { name, target, style, named: named.includes(name) }));
}

/** Whether a command can name it. A URL holds credentials: it is shown as host and database. */
function isNamed({ source, with: name }: ComparedEntry): boolean {
  return source === 'file' || (source === 'target' && !name.includes('/'));
}

interface Sides {
  name: string;
  target: TargetEntry;
  style: Style;
  named: boolean;
}

function block(group: DifferenceEntry[], sides: Sides): string[] {
  const { paint, all } = sides.style;
  const shown = all ? group : group.slice(0, most);
  const rest = group.length - shown.length;
  const other = sourceInWords(sides.name);
  const withSql = all || group.length <= mostWithSql;
  const target = visible(sides.target.name);
  const leaf = (each: Leaf) => told(each, { name: other, target, style: sides.style }, withSql);
  return [
    `${paint.bold(`${target} beside ${other}`)} (${countInWords(group)})  ${paint.dim(legend)}`,
    ...treeOf(shown).flatMap(({ schema, leaves, tables }) => {
      const below = [
        ...leaves.flatMap(leaf),
        ...tables.flatMap(({ table, leaves: own }) => [visible(table), ...indented(own.flatMap(leaf))]),
      ];
      return schema === '' ? indented(below) : [`  ${visible(schema)}`, ...indented(below, 4)];
    }),
    ...(rest > 0 ? [paint.dim(`  ${moreOf(rest, sides.style)}`)] : []),
    ...(sides.named && !withSql ? [`  -> all of it as one script: ${paint.cyan(visible(scriptCommand(sides)))}`] : []),
  ];
}

function scriptCommand({ name, target }: Sides): string {
  // A database that only a URL names: the URL holds a password, which the shell puts in. A file has no server.
  const isOfUrl = target.server !== null && (target.name === 'default' || target.name.includes('/'));
  const to = isOfUrl ? '"$DATABASE_URL"' : shellWord(target.name);
  return `lockstep compare --from ${shellWord(name)} --to ${to} --sql`;
}

const legend = '- missing, + more, ~ other';

interface Named {
  name: string;
  target: string;
  style: Style;
}

function told({ name, entry }: Leaf, sides: Named, withSql: boolean): string[] {
  const { paint, width } = sides.style;
  const sign = tints(sides.style)[entry.ignored === undefined ? entry.severity : 'info'](mark[entry.change]);
  const detail = entry.change === 'changed' ? '' : visible(entry.detail);
  const head = [`${entry.kind} ${visible(name)}`, detail].filter((part) => part !== '').join('  ');
  const note = isNoted(entry) ? '  for information' : '';
  const changed = entry.change === 'changed' ? propertyLines(entry, sides) : [];
  const remarks = remarksOn(entry).flatMap((remark) => wrap(remark, width - 8));
  const isToRun = withSql && (entry.decide === undefined || sides.style.all);
  const sql = isToRun && entry.sql !== undefined ? pasteable(entry.sql) : [];
  return [
    `${sign} ${shortened(head, width - 8 - note.length)}${paint.dim(note)}`,
    ...indented(changed, 4),
    ...indented(remarks.map(paint.dim), 4),
    ...indented(
      sql.map((line) => paint.cyan(line)),
      6,
    ),
  ];
}

/** One line: all of a long definition is in its SQL. */
function shortened(text: string, most: number): string {
  const letters = [...text];
  return letters.length <= most ? text : `${letters.slice(0, most - 3).join('')}...`;
}

function tints({ paint }: Style) {
  return { block: paint.red, warn: paint.yellow, info: paint.dim };
}

/** What else is known of a difference. */
function remarksOn({ migration, renamed, decide, ignored }: DifferenceEntry): string[] {
  return [
    ...(migration === undefined ? [] : [`${visible(migration)} makes it`]),
    ...(renamed === undefined ? [] : [`the same as ${visible(renamed)}, under another name`]),
    ...(decide === undefined ? [] : [`-> ${visible(decide)}`]),
    ...(ignored === undefined ? [] : [`ignored: ${visible(ignored)}`]),
  ];
}
