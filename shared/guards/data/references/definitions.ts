import type { Snapshot, SnapshotObject } from '../../../model/snapshot.ts';
import type { HeldKey, OtherForeignKey } from './references.ts';

const name = '(?:"(?:[^"]|"")+"|[^\\s"(),.;]+)';
const list = `\\((${name}(?:, ${name})*)\\)`;

const foreignKey = new RegExp(`^FOREIGN KEY ${list} REFERENCES (${name})\\.(${name})${list}( MATCH FULL)?`, 's');
const key = new RegExp(`^(PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? ${list}`, 's');
const index = new RegExp(
  `^CREATE UNIQUE INDEX ${name} ON (?:ONLY )?${name}\\.${name} USING btree \\((${name}(?: DESC| ASC| NULLS FIRST| NULLS LAST)*(?:, ${name}(?: DESC| ASC| NULLS FIRST| NULLS LAST)*)*)\\)( INCLUDE \\([^)]*\\))?( NULLS NOT DISTINCT)?( WITH \\([^)]*\\))?( TABLESPACE ${name})?$`,
  's',
);

/** The foreign keys of a snapshot whose columns are plain; those of partitions are part of their root's. */
export function foreignKeysIn({ objects }: Snapshot): OtherForeignKey[] {
  return objects.flatMap((object) => {
    const [, columns, schema, table, referencedColumns, full] = foreignKey.exec(definitionOf(object)) ?? [];
    if (columns === undefined || schema === undefined || table === undefined || referencedColumns === undefined)
      return [];
    return {
      ...placeOf(object),
      columns: namesIn(columns),
      referenced: { schema: unquoted(schema), table: unquoted(table) },
      referencedColumns: namesIn(referencedColumns),
      full: full !== undefined,
      definition: definitionOf(object),
    };
  });
}

/** The unique keys of a snapshot over plain columns of all rows. */
export function keysIn({ objects }: Snapshot): HeldKey[] {
  return objects.flatMap((object) => keyOf(object) ?? []);
}

function keyOf(object: SnapshotObject): HeldKey | null {
  const text = definitionOf(object);
  const valid = object.is.valid !== 'no';
  const [, kind, nulls, columns] = key.exec(text) ?? [];
  if (columns !== undefined) {
    const constraint = { primary: kind === 'PRIMARY KEY', nulls: nulls !== undefined, valid, definition: text };
    return { ...placeOf(object), columns: namesIn(columns), ...constraint };
  }
  const [, indexed, , notDistinct] = index.exec(text) ?? [];
  if (indexed === undefined) return null;
  const plain = { primary: false, nulls: notDistinct !== undefined, valid, definition: null };
  return { ...placeOf(object), columns: namesIn(indexed), ...plain };
}

function definitionOf({ kind, is }: SnapshotObject): string {
  if ((kind !== 'constraint' && kind !== 'index') || is.inherited !== undefined || is.parent !== undefined) return '';
  return typeof is.definition === 'string' ? is.definition : '';
}

function placeOf({ path: [schema = '', table = '', own = ''] }: SnapshotObject) {
  return { schema, table, name: own };
}

function namesIn(text: string): string[] {
  return [...text.matchAll(new RegExp(`(?:^|, )(${name})`, 'gs'))].map(([, one = '']) => unquoted(one));
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}
