import type { Migration } from '../../model/manifest.ts';
import { type ObjectKind, roleName } from '../../model/snapshot.ts';
import type { Difference } from './difference.ts';
import { normalName, type Statement, statementsIn, wordsIn } from './normal-sql.ts';
import { type Aim, kindWords, unnamedConstraint, ways } from './ways.ts';

/** The migration whose SQL names an object; `sure`: and is known to make it as it should be. */
export interface Named {
  migration: string;
  sure: boolean;
}

const defining = ['alter', 'create', 'drop', 'grant', 'revoke', 'refresh', 'reindex'];

/**
 * Looks a difference up in the SQL of migrations. A statement that is about the object and has the words of the property
 * makes it (`sure`); one that defines something and only names the object may have to do with it, and may not.
 */
export function statementsOf(migrations: Migration[]): (difference: Difference) => Named | null {
  const statements = migrations
    .flatMap(({ id, sql = [] }) => sql.flatMap(({ text }) => statementsIn(id, text)))
    .filter(({ words, text }) => text.startsWith('comment ') || defining.some((word) => words.has(word)));
  const byWord = new Map<string, number[]>();
  for (const [at, { words }] of statements.entries()) {
    for (const word of words) {
      const others = byWord.get(word);
      if (others === undefined) byWord.set(word, [at]);
      else others.push(at);
    }
  }
  const naming = (words: string[]) => {
    // A name of signs alone is no word.
    if (words.length === 0) return [...statements.keys()];
    const lists = words.map((word) => byWord.get(word) ?? []);
    const fewest = lists.reduce((least, list) => (list.length < least.length ? list : least), lists[0] ?? []);
    return fewest.filter((at) => words.every((word) => statements[at]?.words.has(word)));
  };
  return (difference) => {
    const found = new Set(wordsOf(difference).flatMap(naming));
    const inOrder = [...found].sort((one, other) => one - other).flatMap((at) => statements[at] ?? []);
    const made = madeBy(inOrder, difference);
    if (made !== null) return { migration: made, sure: true };
    const [first = -1] = mentionsOf(difference).flatMap((words) => (words.length > 0 ? naming(words) : []));
    const mentioned = statements[first];
    return mentioned === undefined ? null : { migration: mentioned.migration, sure: false };
  };
}

/** The migration that is the last to make what differs; null where that is not known of all that differs. */
function madeBy(statements: Statement[], difference: Difference): string | null {
  if (statements.length === 0) return null;
  const [done, undone] = [waysTo(difference), waysTo(turned(difference))];
  if (done === null || done.length === 0) return null;
  const last = (pattern: string) => {
    const expression = new RegExp(`^(?:${pattern})(?![\\p{L}\\p{N}_%.])`, 'u');
    return statements.findLastIndex(({ text }) => expression.test(text));
  };
  const found = done.map(last);
  if (found.some((at) => at < 0)) return null;
  const latest = Math.max(...found);
  // What a later statement takes back is not made.
  if ((undone ?? []).some((pattern) => !done.includes(pattern) && last(pattern) > latest)) return null;
  return statements[latest]?.migration ?? null;
}

/** The other way round: what was missing is too many. */
export function turned(difference: Difference): Difference {
  const { change, from, to, properties } = difference;
  return {
    ...difference,
    change: change === 'removed' ? 'added' : change === 'added' ? 'removed' : 'changed',
    from: to,
    to: from,
    properties: properties.map((each) => ({ name: each.name, from: each.to, to: each.from })),
  };
}

/** Patterns of statements, all of which make the target like the other side; null where none is known. */
function waysTo(difference: Difference): string[] | null {
  const { kind, change, properties } = difference;
  if (kind === 'grant') return waysToGrant(difference);
  const aim = aimOf(difference);
  if (kind === 'comment') return [commentOn(difference)];
  if (change === 'removed') return [made(difference, aim)];
  if (change === 'added') return [dropped(difference, aim)];
  const all = properties.map(({ name, from, to }) => ways[kind]?.[name]?.({ ...aim, after: from, before: to }) ?? []);
  return all.some(({ length }) => length === 0) ? null : all.flat();
}

const parts: ReadonlySet<ObjectKind> = new Set(['column', 'constraint', 'index', 'trigger', 'policy']);

function aimOf({ kind, path }: Pick<Difference, 'kind' | 'path'>): Aim {
  const [schema = '', second = ''] = path;
  const table = within(schema, second);
  const name = nameIn(kind, path);
  const words = kindWords[kind] ?? kind;
  const alter = parts.has(kind) ? `alter table ${table}` : `alter ${words} ${name}`;
  return { name, table, alter, after: null, before: null };
}

function nameIn(kind: ObjectKind, path: string[]): string {
  const [schema = '', second = ''] = path;
  const last = path.at(-1) ?? '';
  if (kind === 'index') return within(schema, last);
  if (parts.has(kind) || path.length === 1) return normalName(last);
  return (
    within(schema, kind === 'function' ? plainName(path) : second) + (kind === 'function' ? argumentsOf(path) : '')
  );
}

function within(schema: string, name: string): string {
  return `(?:${normalName(schema)}\\.)?${normalName(name)}`;
}

/** As many arguments: their types may be written in several ways. */
function argumentsOf(path: string[]): string {
  const types = /\((.*)\)$/s.exec(path[1] ?? '')?.[1] ?? '';
  if (types === '') return ' \\( \\)';
  const argument = '(?:[^,()]|\\([^()]*\\))*';
  return ` \\(${argument}(?:,${argument}){${types.split(',').length - 1}}\\)`;
}

function made(difference: Difference, { name, table }: Aim): string {
  const { kind } = difference;
  const unlessThere = '(?:if not exists )?';
  if (kind === 'column') return `alter table ${table} add ${unlessThere}${name}`;
  if (kind === 'index') return `create index ${unlessThere}${name} on ${table}`;
  if (kind === 'policy') return `create policy ${name} on ${table}`;
  if (kind === 'trigger') return `create trigger ${name} .*\\bon ${table}`;
  if (kind !== 'constraint') return `create ${kindWords[kind] ?? kind} ${unlessThere}${name}`;
  // The server gives it a name where the migration does not.
  const unnamed = unnamedConstraint(table, difference);
  return [`alter table ${table} add constraint ${name}`, ...(unnamed === null ? [] : [unnamed])].join('|');
}

function dropped({ kind }: Difference, { name, table }: Aim): string {
  if (kind === 'column') return `alter table ${table} drop ${name}`;
  if (kind === 'constraint') return `alter table ${table} drop constraint ${name}`;
  return `drop ${kindWords[kind] ?? kind} ${name}${kind === 'policy' || kind === 'trigger' ? ` on ${table}` : ''}`;
}

function commentOn({ path, from }: Difference): string {
  const [on, ...own] = path as [ObjectKind, ...string[]];
  const { name, table } = aimOf({ kind: on, path: own });
  const column = `${table}\\.${name}`;
  const placed = on === 'column' ? column : parts.has(on) && on !== 'index' ? `${name} on ${table}` : name;
  return `comment on ${kindWords[on] ?? on} ${placed} is${from === null ? ' null' : " '.*"}`;
}

const onWords: Partial<Record<ObjectKind, string>> = { function: '(?:function|procedure|routine) ', enum: 'type ' };

/** A privilege is granted, or revoked, on the object or on all of its schema. */
function waysToGrant({ path, from, to }: Difference): string[] | null {
  const [on, ...own] = path.slice(0, -1) as [ObjectKind, ...string[]];
  const role = normalName(roleName(path.at(-1) ?? '') ?? 'public');
  const listed = (side: Difference['from']) => [side?.is.privileges ?? []].flat().map((each) => each.toLowerCase());
  const [wanted, had] = [listed(from), listed(to)];
  const given = wanted.filter((each) => !had.includes(each)).map((each) => each.replace('*', ''));
  const taken = had.filter((each) => !wanted.includes(each)).map((each) => each.replace('*', ''));
  const { name, table } = aimOf({ kind: on, path: own });
  const place = on === 'column' ? table : name;
  const several = `all (?:tables|sequences|functions|routines|procedures) in schema (?:\\S+ , )*${normalName(own[0] ?? '')}`;
  const object = `(?:(?:${onWords[on] ?? `(?:${kindWords[on] ?? on}|table) `})?(?:\\S+ , )*${place}|${several})`;
  const column = normalName(own.at(-1) ?? '');
  const columns = on === 'column' ? ` \\( (?:.* , )?${column} [,)].*` : '(?: ,.*)?';
  const way = (verb: string, to: string) => (privilege: string) => {
    const what = privilege === '' ? '.*' : `(?:all(?: privileges)?|(?:.* , )?${privilege})`;
    return `${verb} (?:grant option for )?${what}${columns} on ${object}(?: ,.*)? ${to} (?:.* , )?(?:group )?${role}`;
  };
  const all = [...given.map(way('grant', 'to')), ...taken.map(way('revoke', 'from'))];
  if (all.length > 0) return all;
  // What is usual and was taken has no privileges in its list; given back it is no object any more.
  return [way(to === null ? 'revoke' : 'grant', to === null ? 'from' : 'to')('')];
}

/** The words by which a statement that makes it names what a difference is about, in each way that it may. */
function wordsOf(difference: Difference): string[][] {
  const { kind, path } = difference;
  if (kind === 'grant') {
    const several = [path[1] ?? '', path.at(-1) ?? ''].flatMap(wordsIn);
    return [ownNames(kind, path).flatMap(wordsIn), ['all', 'in', 'schema', ...several]];
  }
  // An index without its table; of all triggers of the table.
  if (kind === 'index') return [wordsIn(path.at(-1) ?? '')];
  if (kind === 'trigger') return [wordsIn(path[1] ?? '')];
  if (kind !== 'constraint' || difference.change !== 'removed') return mentionsOf(difference);
  return [wordsIn(path[1] ?? '')];
}

/** The words by which a statement mentions what a difference is about, in each way that it may. */
function mentionsOf({ kind, path, from, to }: Difference): string[][] {
  const own = ownNames(kind, path).flatMap(wordsIn);
  if (kind === 'comment') return [['comment', ...own]];
  if (kind === 'grant')
    return [
      ['to', ...own],
      ['revoke', ...own],
    ];
  if (kind !== 'constraint') return [own];
  // The server gives it a name where the migration does not.
  const definition = String((from ?? to)?.is.definition ?? '');
  const [what = '', columns = ''] = /^([A-Z]+)[^(]*\(([^)]*)/.exec(definition)?.slice(1) ?? [];
  const verb = what === 'FOREIGN' ? 'references' : what.toLowerCase();
  return verb === '' ? [own] : [own, [verb, ...wordsIn(path[1] ?? ''), ...wordsIn(columns)]];
}

/** Without schemas and arguments: migrations say neither as a rule. */
function ownNames(kind: string, path: string[]): string[] {
  if (kind === 'schema' || kind === 'extension') return path;
  if (kind === 'function') return [plainName(path)];
  if (kind !== 'grant' && kind !== 'comment') return path.slice(1);
  const [on = '', ...rest] = path;
  const names = kind === 'grant' ? rest.slice(0, -1) : rest;
  const role = kind === 'grant' ? [path.at(-1) ?? ''] : [];
  return [...ownNames(on, names), ...role];
}

/** A function's name without its arguments. */
export function plainName(path: string[]): string {
  return (path[1] ?? '').replace(/\(.*$/s, '');
}
