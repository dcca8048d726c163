import type { ObjectKind, Property } from '../../model/snapshot.ts';
import type { Difference } from './difference.ts';
import { normalName, normalSql } from './normal-sql.ts';

/** What a property is to become, of an object whose names are given as patterns of SQL in normal form. */
export interface Aim {
  /** the object's own name; its schema may be written as well where it lies in one itself */
  name: string;
  /** ALTER and that name, or the table's that it is a part of */
  alter: string;
  table: string;
  after: Property | null;
  before: Property | null;
}

type Way = (aim: Aim) => string | string[];

const either = (...ways: string[]): string => `(?:${ways.join('|')})`;
const listOf = (value: Property | null): string[] =>
  value === null ? [] : typeof value === 'string' ? [value] : value;
const textIn = (value: Property | null): string => normalName(String(value).toLowerCase());

const altered =
  (action: string, otherwise = action): Way =>
  ({ alter, after }) =>
    `${alter} ${after === null ? otherwise : action}`;
const alteredTable =
  (action: (aim: Aim) => string): Way =>
  (aim) =>
    `alter table ${aim.table} ${action(aim)}`;
const ofColumn = (action: (aim: Aim) => string): Way => alteredTable((aim) => `alter ${aim.name} ${action(aim)}`);
/** Dropped and made anew: what is there already, IF NOT EXISTS leaves as it is. */
const columnAnew = ({ table, name }: Aim, words: string): string => `alter table ${table} add ${name} .*${words}`;
const owner: Way = ({ alter, after }) => `${alter} owner to${after === null ? '' : ` ${normalName(String(after))}`}`;

const yes = ['true', 'on', 'yes', '1'];
const no = ['false', 'off', 'no', '0'];

/** Each option that is to become another: by the words around the list, and by what makes the object anew. */
const options =
  (kind: string): Way =>
  ({ alter, name, after, before }) => {
    const [wanted, had] = [listOf(after), listOf(before)];
    const keyOf = (option: string) => option.replace(/=.*$/s, '');
    const set = wanted.filter((option) => !had.includes(option));
    const kept = new Set(wanted.map(keyOf));
    const reset = had.map(keyOf).filter((key) => !kept.has(key));
    const start = either(`${alter} set`, ...(kind === '' ? [] : [`create ${kind} ${name}(?: \\(.*?\\))? with`]));
    const again = kind === '' ? [] : [`create ${kind} ${name}(?: \\(.*?\\))? as`];
    const keyed = (key: string) => `\\( (?:.* , )?${normalSql(key).replaceAll('.', '\\.')}`;
    return [
      ...set.map((option) => `${start} ${keyed(keyOf(option))}${valued(option.slice(keyOf(option).length + 1))}`),
      ...reset.map((key) => either(`${alter} reset ${keyed(key)} [,)]`, ...again)),
    ];
  };

function valued(value: string): string {
  const word = value.toLowerCase();
  if (yes.includes(word)) return either(' [,)]', ` = '?${either(...yes)}`);
  return ` = '?${no.includes(word) ? either(...no) : normalName(word)}`;
}

const spellings: Record<string, string[]> = {
  smallint: ['int2'],
  integer: ['int', 'int4'],
  bigint: ['int8'],
  boolean: ['bool'],
  real: ['float4'],
  'double precision': ['float8', 'float'],
  numeric: ['decimal'],
  'character varying': ['varchar'],
  character: ['char', 'bpchar'],
  'bit varying': ['varbit'],
  'timestamp with time zone': ['timestamptz'],
  'timestamp without time zone': ['timestamp'],
  'time with time zone': ['timetz'],
  'time without time zone': ['time'],
};

/** A type as a person may write it. https://www.postgresql.org/docs/current/datatype.html#DATATYPE-TABLE */
function typeText(type: Property | null): string {
  const [, start = '', modifier = '', zone = '', array = ''] =
    /^(.*?)( \( .*? \))?( with(?:out)? time zone)?((?: \[ \])*)$/.exec(normalSql(String(type))) ?? [];
  const names = [`${start}${modifier}${zone}`, ...(spellings[start + zone] ?? []).map((name) => name + modifier)];
  const own = names.map((name) => name.replaceAll(/[()]/g, '\\$&'));
  const schemas = own.map((name) => name.replace(/^(\w+)\.(?=\S+$)/, '(?:$1\\.)?'));
  return either(...schemas) + array.replaceAll(/[[\]]/g, '\\$&');
}

const triggerStates: Record<string, string> = {
  disabled: 'disable',
  replica: 'enable replica',
  always: 'enable always',
};

const policyWith =
  (words: string): Way =>
  ({ name, table, after }) =>
    after === null
      ? `create policy ${name} on ${table}`
      : `${either('create', 'alter')} policy ${name} on ${table} .*${words}`;
const policyAnew: Way = ({ name, table }) => `create policy ${name} on ${table}`;
const indexOptions: Way = ({ name, after }) =>
  `alter index ${name} ${after === null ? 'reset' : either('set', 'reset')} \\(`;
const replicaIdentity = alteredTable(({ name, after }) =>
  `replica identity ${after === null ? '' : `using index ${name}`}`.trim(),
);
const clustered = alteredTable(({ name, after }) => (after === null ? 'set without cluster' : `cluster on ${name}`));
const sequenceWith = (word: string): Way => altered(`.*\\b${word}`);
const constraintText: Way = ({ name, table }) => `alter table ${table} add constraint ${name}`;
const indexAnew = ({ name, table }: Aim): string => `create index ${name} on ${table}`;

/**
 * The words by which a statement changes a property of what it is about: patterns of SQL in normal form, of which each has
 * to be found. What is not named is changed in no way that can be told.
 *
 * @see https://www.postgresql.org/docs/current/sql-commands.html
 */
export const ways: Partial<Record<ObjectKind, Record<string, Way>>> = {
  schema: { owner },
  extension: { version: altered('update'), schema: altered('set schema') },
  enum: {
    values: ({ alter, after, before, name }) => {
      const [wanted, had] = [listOf(after), listOf(before)];
      const made = wanted.filter((value) => !had.includes(value)).map((value) => `'${normalName(value)}`);
      const isGone = had.some((value) => !wanted.includes(value));
      if (isGone || made.length === 0) return either(`create type ${name} as enum`, `${alter} rename value`);
      return made.map((value) => `${alter} add value (?:if not exists )?${value}`);
    },
    owner,
  },
  domain: {
    default: altered('set default', 'drop default'),
    'not null': altered('set not null', 'drop not null'),
    checks: altered(either('add', 'drop constraint', 'validate constraint')),
    owner,
  },
  type: { attributes: altered(`${either('add', 'drop', 'alter', 'rename')} attribute`), owner },
  sequence: {
    type: altered('as'),
    increment: sequenceWith('increment'),
    minimum: sequenceWith('minvalue'),
    maximum: sequenceWith('maxvalue'),
    start: sequenceWith('start'),
    cache: sequenceWith('cache'),
    cycle: ({ alter, after }) => `${alter} .*${after === null ? '\\bno cycle' : '(?<!no )cycle'}`,
    'owned by': altered('.*owned by(?! none)', '.*owned by none'),
    persistence: altered('set unlogged', 'set logged'),
    owner,
  },
  table: {
    persistence: altered('set unlogged', 'set logged'),
    'partition of': ({ name, after }) => `alter table \\S+ ${after === null ? 'detach' : 'attach'} partition ${name}`,
    bound: ({ name, after }) => `alter table \\S+ ${after === null ? 'detach' : 'attach'} partition ${name}`,
    inherits: altered('(?:no )?inherit', 'no inherit'),
    of: altered('of', 'not of'),
    'foreign options': altered('options \\('),
    'access method': ({ alter, after }) =>
      `${alter} set access method ${after === null ? either('heap', 'default') : textIn(after)}`,
    'row security': altered('enable row level security', 'disable row level security'),
    'force row security': altered('force row level security', 'no force row level security'),
    'replica identity': ({ alter, after }) =>
      `${alter} replica identity ${after === null ? 'default' : after === 'index' ? 'using index' : textIn(after)}`,
    options: options(''),
    owner,
  },
  column: {
    type: (aim) => {
      const type = typeText(aim.after);
      return either(
        `alter table ${aim.table} alter ${aim.name} (?:set data )?type ${type}`,
        `alter table ${aim.table} add ${aim.name} ${type}`,
      );
    },
    collation: ofColumn(({ after }) => `(?:set data )?type .*${after === null ? '' : 'collate'}`),
    'not null': ({ table, name, after }) => {
      const alter = `alter table ${table}`;
      if (after === null) return `${alter} alter ${name} drop not null`;
      const added = `add (?:constraint \\S+ )?not null ${name}`;
      if (after === 'not valid') return `${alter} ${added} not valid`;
      const isKey = `add (?:constraint \\S+ )?primary key \\( (?:.* )?${name}`;
      return `${alter} ${either(`alter ${name} set not null`, `${added}(?! not valid)`, isKey)}`;
    },
    default: ofColumn(({ after }) => (after === null ? 'drop default' : 'set default')),
    generated: (aim) => {
      if (aim.after === null) return `alter table ${aim.table} alter ${aim.name} drop expression`;
      return columnAnew(aim, 'generated always as');
    },
    expression: (aim) => {
      const { table, name, after } = aim;
      const set = `alter table ${table} alter ${name} ${after === null ? 'drop' : 'set'} expression`;
      return either(set, columnAnew(aim, 'generated always as'));
    },
    identity: ofColumn(({ after }) =>
      after === null ? 'drop identity' : `${either('add', 'set')} generated ${after}`,
    ),
    'identity options': ofColumn(() => '.*(?:increment|minvalue|maxvalue|start|cache|cycle)'),
    storage: ofColumn(({ after }) => `set storage${after === null ? '' : ` ${textIn(after)}`}`),
    compression: ofColumn(({ after }) => `set compression ${after === null ? 'default' : textIn(after)}`),
    'foreign options': ofColumn(() => 'options \\('),
  },
  constraint: {
    definition: constraintText,
    valid: alteredTable(({ name, after }) => {
      if (after !== null) return `add constraint ${name} .*not valid`;
      return either(`validate constraint ${name}`, `add constraint ${name}(?!.*not valid)`);
    }),
    enforced: alteredTable(
      ({ name, after }) => `alter constraint ${name} .*${after === null ? '(?<!not )' : 'not '}enforced`,
    ),
    'replica identity': replicaIdentity,
    clustered,
    options: indexOptions,
  },
  index: {
    definition: (aim) => either(indexAnew(aim), `alter index ${aim.name} (?:set|reset) \\(`),
    valid: (aim) =>
      aim.after === null ? either(indexAnew(aim), `reindex index ${aim.name}`, `reindex table ${aim.table}`) : [],
    'replica identity': replicaIdentity,
    clustered,
    parent: ({ name }) => `alter index \\S+ attach partition ${name}`,
  },
  view: { definition: ({ name }) => `create view ${name}`, options: options('view'), owner },
  'materialized view': {
    definition: ({ name }) => `create materialized view ${name}`,
    options: options('materialized view'),
    populated: ({ name, after }) => (after === null ? `refresh materialized view ${name}` : []),
    owner,
  },
  function: {
    definition: ({ name, alter }) => {
      const words = either(
        'set(?! schema)',
        'reset',
        'security',
        'immutable',
        'stable',
        'volatile',
        'strict',
        'parallel',
        'called',
        'cost',
        'rows',
      );
      return either(`create (?:function|procedure|aggregate) ${name}`, `${alter} .*\\b${words}`);
    },
    owner,
  },
  trigger: {
    definition: ({ name, table }) => `create trigger ${name} .*\\bon ${table}`,
    enabled: alteredTable(({ name, after }) => {
      return `${triggerStates[String(after)] ?? 'enable'} trigger ${either(name, 'all', 'user')}`;
    }),
  },
  policy: {
    command: policyAnew,
    permissive: policyAnew,
    roles: policyWith('to'),
    using: policyWith('using \\('),
    check: policyWith('with check \\('),
  },
};

/** The words by which SQL names a kind; of a table, a view or a function there are several. */
export const kindWords: Partial<Record<ObjectKind, string>> = {
  enum: 'type',
  domain: '(?:domain|type)',
  function: '(?:function|procedure|aggregate|routine)',
  'materialized view': '(?:materialized view|table)',
  view: '(?:view|table)',
  sequence: '(?:sequence|table)',
};

/** What a constraint adds where the migration leaves its name to the server. */
export function unnamedConstraint(table: string, { from }: Difference): string | null {
  const [, what = '', columns = '', other = ''] =
    /^([A-Z]+)[^(]*\(([^)]*)\)(?:.*? REFERENCES ([^(\s]+))?/s.exec(String(from?.is.definition ?? '')) ?? [];
  if (what === '') return null;
  const verb = { FOREIGN: 'foreign key', PRIMARY: 'primary key' }[what] ?? what.toLowerCase();
  const names = normalSql(columns).replaceAll(/[()*+?.[\]\\|^$]/g, '\\$&');
  const listed = `alter table ${table} add ${verb}\\b.*\\( ?\\(? ?${names}`;
  const column = names.includes(' ') ? [] : [`alter table ${table} add (?:if not exists )?${names} .*\\b`];
  if (what !== 'FOREIGN') return either(listed, ...column.map((start) => `${start}${verb}`));
  const named = referenced(other);
  return either(`${listed} \\) references ${named}`, ...column.map((start) => `${start}references ${named}`));
}

function referenced(table: string): string {
  const [name = '', schema] = normalSql(table).split('.').reverse();
  return schema === undefined ? name : `(?:${schema}\\.)?${name}`;
}
