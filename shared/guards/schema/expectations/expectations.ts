import { StatementError } from '../../../model/errors.ts';
import type { ExpectSettings } from '../../../model/settings.ts';
import type { Session } from '../../../session/session.ts';
import type { Expected } from '../schema-facts.ts';
import {
  constraintsQuery,
  definedFrom,
  extensionsQuery,
  indexesQuery,
  type Relation,
  relationsFrom,
  relationsQuery,
} from './catalog.ts';
import { tablesOf, unmetColumns, unmetTables } from './columns.ts';
import { unmetConstraints, unmetIndexes } from './definitions.ts';
import { unmetExtensions } from './extensions.ts';
import { type Find, unmetPrimaryKeys, unmetUnique } from './keys.ts';
import { type ExpectedRows, missingRowsFrom, missingRowsStatement } from './rows.ts';
import { settingsFrom, settingsQuery, unmetSettings } from './settings.ts';
import { isTypeSpelling, type NormalType, normalTypeFrom, normalTypeStatement } from './types.ts';

/**
 * What of `expect` is not as it should be, or could not be looked at; in at most two round trips, none where nothing is
 * expected. A table that somebody changes at this moment makes all of it unread.
 */
export async function unmetExpectations(session: Session, expect: ExpectSettings): Promise<Expected[]> {
  if (countOfExpectations(expect) === 0) return [];
  try {
    return await unmet(session, expect);
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const object = 'everything in expect';
    return [{ code: 'schema/expected-unread', object, wanted: '', found: null, unread: error.message, sql: [] }];
  }
}

/** How many expectations the configuration has. */
export function countOfExpectations(expect: ExpectSettings): number {
  const { tables, columns, primaryKeys, unique, constraints, indexes, extensions, rows, settings } = expect;
  const named = [columns, primaryKeys, constraints, indexes, extensions, settings].map(
    (each) => Object.keys(each).length,
  );
  return [tables.length, rows.length, ...named, ...Object.values(unique).map(({ length }) => length)].reduce(
    (sum, count) => sum + count,
    0,
  );
}

async function unmet(session: Session, expect: ExpectSettings): Promise<Expected[]> {
  const { relations, constraints, indexes, extensions, settings } = await readCatalog(session, expect);
  const byPath = new Map(relations.map((relation) => [`${relation.schema}.${relation.name}`, relation]));
  const find: Find = (path) => byPath.get(path);
  const { types, rows } = await askServer(session, expect, find);
  return [
    ...unmetTables(expect, find),
    ...unmetColumns(expect, find, { types }),
    ...unmetPrimaryKeys(expect, find),
    ...unmetUnique(expect, find),
    ...unmetConstraints(expect, definedFrom(constraints)),
    ...unmetIndexes(expect, definedFrom(indexes)),
    ...unmetExtensions(expect, extensions),
    ...rows,
    ...unmetSettings(expect.settings, settingsFrom(settings), session.server),
  ];
}

/** The first round trip: the catalog, of what is named alone. */
async function readCatalog(session: Session, expect: ExpectSettings) {
  const queries = {
    relations: [tablesOf(expect).flatMap(({ paths }) => paths), relationsQuery],
    constraints: [Object.keys(expect.constraints), constraintsQuery],
    indexes: [Object.keys(expect.indexes), indexesQuery],
    extensions: [Object.keys(expect.extensions), extensionsQuery],
    settings: [Object.keys(expect.settings), settingsQuery],
  } as const;
  const asked = Object.entries(queries).filter(([, [names]]) => names.length > 0);
  const answers = await session.read(...asked.map(([, [names, query]]) => query([...new Set(names)])));
  const rowsOf = (name: keyof typeof queries) => answers[asked.findIndex(([key]) => key === name)] ?? [];
  return {
    relations: relationsFrom(rowsOf('relations')),
    constraints: rowsOf('constraints'),
    indexes: rowsOf('indexes'),
    extensions: rowsOf('extensions'),
    settings: rowsOf('settings'),
  };
}

/** The second: what may fail by itself. How the server writes the types that are wanted, and which rows are missing. */
async function askServer(session: Session, expect: ExpectSettings, find: Find) {
  const wanted = [...new Set(Object.values(expect.columns).filter((type) => type !== true))].filter(isTypeSpelling);
  const { questions, unmet } = rowQuestions(expect, find);
  const statements = [...wanted.map(normalTypeStatement), ...questions.map(({ statement }) => statement)];
  const answers = statements.length > 0 ? await session.each(statements) : [];
  const answerOf = (index: number) => answers[index] ?? { cells: [] };
  const types = new Map<string, NormalType>(wanted.map((text, at) => [text, normalTypeFrom(text, answerOf(at))]));
  for (const type of Object.values(expect.columns)) {
    if (type !== true && !types.has(type)) types.set(type, { unknown: `${type} is not spelled like a type` });
  }
  const read = questions.flatMap(({ rows }, at) => missingRowsFrom(rows, answerOf(wanted.length + at)));
  return { types, rows: [...unmet, ...read] };
}

function rowQuestions({ rows, columns }: ExpectSettings, find: Find) {
  const questions: { rows: ExpectedRows; statement: ReturnType<typeof missingRowsStatement> }[] = [];
  const unmet: Expected[] = [];
  for (const each of rows) {
    const relation: Relation | undefined = find(each.table);
    const column = relation?.columns.find(({ name }) => name === each.column);
    if (relation && column) {
      questions.push({ rows: each, statement: missingRowsStatement(relation, each, column.cast) });
    } else if (relation && columns[`${each.table}.${each.column}`] === undefined) {
      const object = `${each.table}.${each.column}`;
      unmet.push({ code: 'schema/expected-column', object, wanted: 'a column', found: null, sql: [] });
    }
  }
  return { questions, unmet };
}
