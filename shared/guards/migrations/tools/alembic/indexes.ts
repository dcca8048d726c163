import { named } from '../python/quoting.ts';
import { argument, type Call, isTrue, itemsOf, nameOf, textOf, textsOf, type Value } from '../python/value.ts';
import { tableOf } from './alter-table.ts';
import type { Translate } from './operation.ts';
import { givenName, sqlTextOf } from './texts.ts';

/** op.create_index */
export const createIndex: Translate = ({ call, line, writer }) => {
  const given = givenName(argument(call, 0, 'index_name'));
  const table = tableOf(call, 1);
  const elements = elementsOf(call);
  const rest = restOf(call);
  if (given === null || table === null || elements === null || rest === null) return writer.unknown();
  const words = ['CREATE', ...(isTrue(call.named.get('unique')) ? ['UNIQUE'] : []), 'INDEX'];
  if (isTrue(call.named.get('postgresql_concurrently'))) words.push('CONCURRENTLY');
  if (isTrue(call.named.get('if_not_exists'))) words.push('IF NOT EXISTS');
  if (given.name !== null) words.push(named(given.name));
  const using = textOf(call.named.get('postgresql_using'));
  writer.add(
    line,
    `${words.join(' ')} ON ${table}${using === null ? '' : ` USING ${using}`} (${elements.join(', ')})${rest}`,
  );
};

/** op.drop_index. An index lies in the schema of its table. */
export const dropIndex: Translate = ({ call, line, writer }) => {
  const name = givenName(argument(call, 0, 'index_name'))?.name ?? null;
  const schema = call.named.get('schema');
  if (name === null || (schema && schema.kind !== 'none' && schema.kind !== 'string')) return writer.unknown();
  const concurrently = isTrue(call.named.get('postgresql_concurrently')) ? 'CONCURRENTLY ' : '';
  const ifThere = isTrue(call.named.get('if_exists')) ? 'IF EXISTS ' : '';
  writer.add(line, `DROP INDEX ${concurrently}${ifThere}${named(name, textOf(schema))}`);
};

function elementsOf(call: Call): string[] | null {
  const operators = call.named.get('postgresql_ops');
  const classes = new Map(
    operators?.kind === 'dictionary' ? operators.entries.map(([key, value]) => [textOf(key), textOf(value)]) : [],
  );
  const elements = itemsOf(argument(call, 2, 'columns'))?.map((value) => {
    const column = textOf(value);
    const written = column === null ? expressionOf(value) : named(column);
    const operatorClass = column === null ? null : classes.get(column);
    return written === null ? null : `${written}${operatorClass ? ` ${operatorClass}` : ''}`;
  });
  return elements?.every((each) => each !== null) && elements.length > 0 ? elements : null;
}

/** `sa.text('lower(name)')`, `sa.func.lower(sa.column('name'))`, `sa.desc('name')` */
function expressionOf(value: Value): string | null {
  const text = value.kind === 'string' ? null : sqlTextOf(value);
  if (text !== null || value.kind !== 'call') return text;
  const name = nameOf(value) ?? '';
  const [inner, ...more] = value.positional;
  if (inner === undefined || more.length > 0) return null;
  const column = textOf(inner);
  if (/^sqlalchemy\..*\bcolumn$/.test(name)) return column === null ? null : named(column);
  const [, called = ''] = /^sqlalchemy\.(?:sql\.)?(?:expression\.)?func\.(\w+)$/.exec(name) ?? [];
  const argumentSql = called === '' ? null : expressionOf(inner);
  return argumentSql === null ? null : `${called}(${argumentSql})`;
}

/** ` INCLUDE (b) NULLS NOT DISTINCT WHERE (c)` */
function restOf({ named: options }: Call): string | null {
  const include = options.get('postgresql_include');
  const columns = include === undefined ? [] : textsOf(include);
  const where = options.get('postgresql_where');
  const condition = where === undefined || where.kind === 'none' ? '' : sqlTextOf(where);
  if (columns === null || condition === null || options.has('postgresql_with')) return null;
  const including = columns.length === 0 ? '' : ` INCLUDE (${columns.map((column) => named(column)).join(', ')})`;
  const nulls = isTrue(options.get('postgresql_nulls_not_distinct')) ? ' NULLS NOT DISTINCT' : '';
  return `${including}${nulls}${condition && ` WHERE ${condition}`}`;
}
