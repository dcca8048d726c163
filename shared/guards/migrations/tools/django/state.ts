import { named } from '../python/quoting.ts';
import { isTrue, itemsOf, nameOf, textOf, textsOf, type Value } from '../python/value.ts';
import { columnOf, type Field, isKey, isManyToMany } from './field.ts';

/** A model as the migrations so far have made it. */
export interface Model {
  app: string;
  name: string;
  /** by their names, in order */
  fields: Map<string, Field>;
  /** its table where `db_table` says so */
  givenTable: string | null;
  /** it has no table of its own: a proxy, or not managed by Django */
  virtual: boolean;
  uniqueTogether: string[][];
  indexTogether: string[][];
  /** indexes and constraints by their names */
  indexes: Map<string, Value>;
  constraints: Map<string, Value>;
}

/** The models so far, by `app.model` in lower case. */
export type State = Map<string, Model>;

/** The table of a model. */
export function tableOf({ app, name, givenTable }: Model): string {
  return givenTable ?? `${app}_${name.toLowerCase()}`;
}

/** The table of a field that is one; null where a model of its own stands for it (`through`). */
export function throughTable(model: Model, field: Field): string | null {
  if (!isManyToMany(field) || field.call.named.has('through')) return null;
  return textOf(field.call.named.get('db_table')) ?? `${tableOf(model)}_${field.name}`;
}

/** The primary key of a model; undefined where a migration does not say it. */
export function keyOf({ fields }: Model): Field | undefined {
  return [...fields.values()].find(isKey);
}

/** A field's column by the name that options use; `pk` is the key's. */
export function columnNamed(model: Model, name: string): string | null {
  const field = name === 'pk' ? keyOf(model) : (model.fields.get(name) ?? byAttribute(model, name));
  return field ? columnOf(field) : null;
}

function byAttribute({ fields }: Model, name: string): Field | undefined {
  return [...fields.values()].find((field) => `${field.name}_id` === name);
}

/** Columns in parentheses; null where one is not known. */
export function columnsNamed(model: Model, names: string[]): string | null {
  const columns = names.map((name) => columnNamed(model, name));
  return columns.every((column) => column !== null) && columns.length > 0
    ? `(${columns.map((each) => named(each)).join(', ')})`
    : null;
}

/** `{('a', 'b')}`, `[('a', 'b')]`, `('a', 'b')`, `set()`; null where it is not known. */
export function togetherOf(value: Value | undefined): string[][] | null {
  if (value === undefined || value.kind === 'none') return [];
  if (value.kind === 'call') return nameOf(value) === 'set' && value.positional.length === 0 ? [] : null;
  const flat = textsOf(value);
  if (flat !== null && flat.length > 0) return [flat];
  const groups = itemsOf(value)?.map(textsOf);
  return groups?.every((group) => group !== null) ? groups : null;
}

/** An entry of a dictionary of options. */
export function optionOf(options: Value | undefined, name: string): Value | undefined {
  if (options?.kind !== 'dictionary') return undefined;
  return options.entries.find(([key]) => textOf(key) === name)?.[1];
}

/** A proxy, or a model that Django does not manage. */
export function isVirtual(options: Value | undefined): boolean {
  const managed = optionOf(options, 'managed');
  return isTrue(optionOf(options, 'proxy')) || (managed?.kind === 'boolean' && !managed.value);
}

/** A copy that changes nothing of the original. */
export function copied(state: State): State {
  return new Map(
    [...state].map(([key, model]) => [
      key,
      {
        ...model,
        fields: new Map(model.fields),
        indexes: new Map(model.indexes),
        constraints: new Map(model.constraints),
      },
    ]),
  );
}

/** Models of Django itself that applications refer to: their tables, and keys that are integers. */
export const builtIn: Record<string, string> = {
  'auth.user': 'auth_user',
  'auth.group': 'auth_group',
  'auth.permission': 'auth_permission',
  'contenttypes.contenttype': 'django_content_type',
  'sites.site': 'django_site',
  'admin.logentry': 'django_admin_log',
  'flatpages.flatpage': 'django_flatpage',
};
