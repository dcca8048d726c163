import { named } from '../python/quoting.ts';
import { argument, itemsOf, nameOf, textOf, type Value } from '../python/value.ts';
import type { Translate } from './writing.ts';

const noop = 'django.db.migrations.RunSQL.noop';

/** RunSQL: a text, or a list of texts and pairs of a text and its parameters. */
export const runSql: Translate = ({ call, writer }) => {
  const given = argument(call, 0, 'sql');
  if (nameOf(given) === noop) return;
  for (const item of itemsOf(given) ?? [given]) {
    const [statement, parameters] = itemsOf(item) ?? [item];
    const text = textOf(statement);
    const isWhole = parameters === undefined || parameters.kind === 'none' || itemsOf(parameters)?.length === 0;
    if (text === null || !isWhole) writer.unknown();
    else if (text.trim() !== '') writer.add(lineOf(statement), text);
  }
};

function lineOf(value: Value | undefined): number {
  return value?.line ?? 1;
}

/** RunPython: only `noop` is known to do nothing. */
export const runPython: Translate = ({ call, writer }) => {
  if (nameOf(argument(call, 0, 'code')) !== 'django.db.migrations.RunPython.noop') writer.unknown();
};

const extensions: Record<string, string> = {
  BloomExtension: 'bloom',
  BtreeGinExtension: 'btree_gin',
  BtreeGistExtension: 'btree_gist',
  CITextExtension: 'citext',
  CryptoExtension: 'pgcrypto',
  HStoreExtension: 'hstore',
  TrigramExtension: 'pg_trgm',
  UnaccentExtension: 'unaccent',
};

/** CreateExtension and its shorthands: django/contrib/postgres/operations.py */
export const createExtension: Translate = ({ call, writer }) => {
  const name = extensions[(nameOf(call) ?? '').replace(/^.*\./, '')] ?? textOf(argument(call, 0, 'name'));
  if (name === null || name === undefined) writer.unknown();
  else writer.add(call.line, `CREATE EXTENSION IF NOT EXISTS ${named(name)}`);
};

/** Every operation of that module whose name ends so makes an extension. */
export const extensionNames = [...Object.keys(extensions), 'CreateExtension'];
