import type { Node } from '@pgsql/types';
import { type Alteration, addedEarlier, alterations, earlier } from '../linting/alterations.ts';
import { type ColumnType, fate, typeFrom, typeOf } from '../linting/column-type.ts';
import { inWords, nodeOf } from '../linting/names.ts';
import { commandText, from, piecesOf } from '../linting/pieces.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Context, TableFacts } from '../linting/statement.ts';
import { textOf } from '../linting/walk.ts';
import { written } from '../linting/written.ts';

export const changeColumnType: LintRule = {
  name: 'change-column-type',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'ALTER COLUMN TYPE rewrites the whole table, save for a few pairs of types.',
  why: 'Unless the new type stores the same bytes and allows all that the old one did (a longer varchar, varchar to text, a numeric with more digits of the same scale), every row is written anew and every index of the column built again under an ACCESS EXCLUSIVE lock. The code that runs meanwhile may not know the new type either.',
  versions: 'From 12 on timestamp to timestamptz rewrites nothing where TimeZone is UTC.',
  recipe: [
    'add a new column of the new type, and let a trigger keep it equal to the old one',
    'fill it in batches',
    'swap the names of both columns in one short transaction, or move the code over to the new name',
    'drop the trigger and, in a later deploy, the old column',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, number integer);',
    unsafe: 'ALTER TABLE orders ALTER COLUMN number TYPE bigint;',
    safe: 'ALTER TABLE orders ADD COLUMN number_new bigint;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_AlterColumnType']).flatMap((alteration) => judged(alteration, context)),
};

function judged(alteration: Alteration, context: Context): Hit[] {
  const { table, command } = alteration;
  const def = command.def && 'ColumnDef' in command.def ? command.def.ColumnDef : {};
  const column = command.name ?? '';
  const wanted = typeFrom(def.typeName);
  const place = `${inWords(table)}.${column}`;
  const rewrite = `every row of ${inWords(table)} is written anew for the new type of ${column}, and nobody reads or writes it meanwhile`;
  if (def.raw_default && !isPlainCast(def.raw_default, column, wanted)) return [{ message: rewrite, table }];
  const present = presentType(alteration, context);
  if (present === null) {
    return [
      {
        message: `whether ${place} is rewritten depends on its present type: it is, unless both store the same bytes`,
        table,
        ...likely(wanted),
      },
    ];
  }
  const result = fate(present, wanted);
  if (result === 'rewritten') return [{ message: rewrite, table, recipe: steps(alteration) }];
  if (result === 'utc' && !isUtc(context)) return [{ ...inUtc(alteration), table }];
  return besides(context.table(table), { column, place, table: alteration.table });
}

/** The type of the column before: as an earlier statement left it, or as the database at hand has it. */
function presentType(alteration: Alteration, context: Context): ColumnType | null {
  const changed = earlier(alteration, context)
    .filter(({ command }) => command.subtype === 'AT_AlterColumnType' && command.name === alteration.command.name)
    .at(-1)?.command.def;
  if (changed && 'ColumnDef' in changed) return typeFrom(changed.ColumnDef.typeName);
  const added = addedEarlier(alteration, context);
  if (added) return typeFrom(added.column.typeName);
  const known = context.table(alteration.table)?.columns.get(alteration.command.name ?? '');
  return known ? typeOf(known.type) : null;
}

/** Nothing but the column, cast to the new type or not: the same as without USING. */
function isPlainCast(value: Node, column: string, wanted: ColumnType): boolean {
  if ('TypeCast' in value) {
    const { arg, typeName } = value.TypeCast;
    return (
      JSON.stringify(typeFrom(typeName)) === JSON.stringify(wanted) &&
      arg !== undefined &&
      isPlainCast(arg, column, wanted)
    );
  }
  const field = 'ColumnRef' in value ? value.ColumnRef.fields?.at(-1) : undefined;
  return field !== undefined && 'String' in field && field.String.sval === column;
}

/** Who moves to text comes from varchar most of the time, which costs nothing. */
function likely({ name, modifiers, array }: ColumnType): Pick<Hit, 'class'> {
  return (name === 'text' || name === 'varchar') && modifiers.length === 0 && !array ? { class: 'careful' } : {};
}

function isUtc({ before }: Context): boolean {
  const set = before
    .flatMap((each) => nodeOf(each, 'VariableSetStmt') ?? [])
    .filter(({ name }) => name?.toLowerCase() === 'timezone');
  return /^(utc|gmt|etc\/utc|zulu)$/i.test(textOf(set.at(-1)?.args?.[0]) ?? '');
}

function inUtc(alteration: Alteration): Hit {
  const { head } = piecesOf(alteration);
  return {
    message: `${inWords(alteration.table)} is rewritten unless the session's TimeZone is UTC, and the zone decides what the present values of ${alteration.command.name} mean`,
    class: 'careful',
    sql: ["SET LOCAL TimeZone = 'UTC';", `${head} ${commandText(alteration)};`],
  };
}

/** What is done again even where the rows stay as they are. */
function besides(
  facts: TableFacts | null,
  { column, place, table }: { column: string; place: string; table: Alteration['table'] },
): Hit[] {
  const hits: Hit[] = [];
  const word = new RegExp(`(?<![\\w"])"?${column.replace(/[^\w]/g, '\\$&')}"?(?![\\w"])`);
  if (facts?.checks.some((check) => word.test(check))) {
    hits.push({
      message: `${place} stays as it is, but a CHECK on it is proven again row by row while nobody else uses the table`,
      hazard: 'scan',
      table,
    });
  }
  if (facts?.indexes.some(({ columns, partial }) => columns.includes('') || (partial && columns.includes(column)))) {
    hits.push({
      message: `${place} stays as it is, but a partial index or one on an expression may be built again while nobody else uses the table`,
      class: 'careful',
      hazard: 'build',
      table,
    });
  }
  return hits;
}

function steps(alteration: Alteration): string[] {
  const { head, table } = piecesOf(alteration);
  const column = alteration.command.name ?? '';
  const fresh = written(`${column}_new`);
  const type = from(commandText(alteration), 'TYPE')
    .replace(/^TYPE\s+/i, '')
    .replace(/\s+(USING|COLLATE)\b[\s\S]*$/i, '');
  return [
    `${head} ADD COLUMN ${fresh} ${type}; and a trigger on ${table} that sets it to ${written(column)} at every INSERT and UPDATE`,
    `fill it in batches of some thousand rows, each in a transaction of its own`,
    `in one short transaction: ${head} RENAME COLUMN ${written(column)} TO ${written(`${column}_old`)}; ${head} RENAME COLUMN ${fresh} TO ${written(column)}; and drop the trigger`,
    `in a later deploy: ${head} DROP COLUMN ${written(`${column}_old`)};`,
  ];
}
