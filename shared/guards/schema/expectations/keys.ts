import type { ExpectSettings } from '../../../model/settings.ts';
import { identifier } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import type { Key, Relation } from './catalog.ts';

/** Finds a relation by its `schema.name`. */
export type Find = (path: string) => Relation | undefined;

/** The tables whose primary key is on other columns than it should be, or that have none. The order of columns is none of it. */
export function unmetPrimaryKeys({ primaryKeys }: ExpectSettings, find: Find): Expected[] {
  return Object.entries(primaryKeys).flatMap(([object, wanted]): Expected[] => {
    const relation = find(object);
    const own = relation?.keys.find(({ primary }) => primary);
    if (relation === undefined || (own && isOn(own, wanted))) return [];
    const base = { code: 'schema/expected-primary-key', object, wanted: listed(wanted) };
    const lacking = columnsLacking(relation, wanted);
    if (lacking !== null) return [{ ...base, found: own ? describe(own) : null, note: lacking, sql: [] }];
    if (own) return [{ ...base, found: describe(own), ...moved(relation, wanted, own) }];
    return [{ ...base, found: null, sql: newPrimaryKey(relation, wanted) }];
  });
}

/** The columns that no key keeps unique: a partial or invalid index does not, one on more columns neither. */
export function unmetUnique({ unique }: ExpectSettings, find: Find): Expected[] {
  return Object.entries(unique).flatMap(([object, lists]) => {
    const relation = find(object);
    if (relation === undefined) return [];
    return lists.flatMap((wanted): Expected[] => {
      if (relation.keys.some((key) => isOn(key, wanted) && isWhole(key))) return [];
      const near = relation.keys.filter((key) => isOn(key, wanted)).map(describe);
      const base = { code: 'schema/expected-unique', object, wanted: listed(wanted), found: near.join(', ') || null };
      const lacking = columnsLacking(relation, wanted);
      if (lacking !== null) return [{ ...base, note: lacking, sql: [] }];
      return [{ ...base, sql: newUniqueIndex(relation, wanted, 'key') }];
    });
  });
}

function isOn({ columns }: Key, wanted: string[]): boolean {
  return columns !== null && columns.length === new Set(wanted).size && columns.every((name) => wanted.includes(name));
}

function isWhole({ valid, partial }: Key): boolean {
  return valid && !partial;
}

function describe({ name, primary, valid, partial, columns }: Key): string {
  const kind = primary ? 'primary key' : 'unique index';
  return `${valid ? '' : 'invalid '}${partial ? 'partial ' : ''}${kind} ${name} on ${listed(columns ?? [])}`;
}

function listed(columns: string[]): string {
  return columns.join(', ');
}

function columnsLacking({ columns }: Relation, wanted: string[]): string | null {
  const lacking = wanted.filter((name) => !columns.some((column) => column.name === name));
  return lacking.length === 0 ? null : `it has no column ${lacking.join(', ')}`;
}

/**
 * A unique index keeps duplicates out at once. What becomes of the other key is for a person to say: foreign keys may
 * reference it.
 */
function moved(relation: Relation, wanted: string[], own: Key): Pick<Expected, 'note' | 'sql'> {
  const ready = relation.keys.find((key) => !key.primary && isOn(key, wanted) && isWhole(key));
  const index = ready?.name ?? nameFor(relation, wanted, 'key');
  const table = identifier(relation.schema, relation.name);
  // A constraint's index cannot become another's.
  const key = ready?.constraint ? `(${columnList(wanted)})` : `USING INDEX ${identifier(index)}`;
  const swap = `ALTER TABLE ${table} DROP CONSTRAINT ${identifier(own.constraint ?? own.name)}, ADD PRIMARY KEY ${key};`;
  const sql = ready ? [] : newUniqueIndex(relation, wanted, 'key');
  if (relation.kind === 'p')
    return { note: 'the key of a partitioned table is changed by dropping and adding it', sql };
  return { note: `where no foreign key needs the other key, then: ${swap}`, sql };
}

function newPrimaryKey(relation: Relation, wanted: string[]): string[] {
  const table = identifier(relation.schema, relation.name);
  if (relation.kind === 'f' || relation.kind === 'v' || relation.kind === 'm') return [];
  // An index of a partitioned table cannot be built concurrently.
  if (relation.kind === 'p') return [`ALTER TABLE ${table} ADD PRIMARY KEY (${columnList(wanted)});`];
  const ready = relation.keys.find((key) => isOn(key, wanted) && isWhole(key) && key.constraint === null);
  const name = ready?.name ?? nameFor(relation, wanted, 'pkey');
  return [
    ...(ready ? [] : newUniqueIndex(relation, wanted, 'pkey')),
    `ALTER TABLE ${table} ADD PRIMARY KEY USING INDEX ${identifier(name)};`,
  ];
}

function newUniqueIndex(relation: Relation, wanted: string[], ending: 'key' | 'pkey'): string[] {
  if (relation.kind === 'f' || relation.kind === 'v') return [];
  const name = nameFor(relation, wanted, ending);
  const broken = relation.keys.find((key) => key.name === name && !key.valid);
  if (broken) return [`REINDEX INDEX CONCURRENTLY ${identifier(relation.schema, name)};`];
  const concurrently = relation.kind === 'p' ? '' : 'CONCURRENTLY ';
  const table = identifier(relation.schema, relation.name);
  return [`CREATE UNIQUE INDEX ${concurrently}${identifier(name)} ON ${table} (${columnList(wanted)});`];
}

/** As PostgreSQL itself would call it, within its 63 bytes; another where something else has that name. */
function nameFor({ name, keys }: Relation, columns: string[], ending: 'key' | 'pkey'): string {
  const whole = ending === 'pkey' ? `${name}_pkey` : `${name}_${columns.join('_')}_key`;
  const short = new TextDecoder().decode(new TextEncoder().encode(whole).slice(0, 60)).replace(/\uFFFD+$/, '');
  const isTaken = keys.some((key) => key.name === short && (key.valid || !isOn(key, columns)));
  return isTaken ? `${short}_2` : short;
}

function columnList(columns: string[]): string {
  return columns.map((column) => identifier(column)).join(', ');
}
