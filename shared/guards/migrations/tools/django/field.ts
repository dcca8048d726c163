import { argument, type Call, isFalse, isTrue, nameOf, textOf, type Value } from '../python/value.ts';
import type { DjangoSettings } from './applications.ts';

/** A field of a model, as a migration says it. */
export interface Field {
  name: string;
  call: Call;
  /** the class: `CharField`; null where it is none of Django's own */
  kind: string | null;
  /** the model that it refers to, as `app.model` in lower case; null where it refers to none, or that is not known */
  to: string | null;
}

/** What decides about the names of models that settings exchange. */
export interface Names extends Pick<DjangoSettings, 'user' | 'serial'> {
  /** the application that a migration is of */
  app: string;
}

const own = /^django\.(?:db\.models|contrib\.postgres\.fields|contrib\.postgres\.search)\.(?:\w+\.)*(\w+)$/;

/** What is given as a field; null where it is no call. */
export function fieldOf(name: string, value: Value | undefined, names: Names): Field | null {
  if (value?.kind !== 'call') return null;
  const [, kind = null] = own.exec(nameOf(value) ?? '') ?? [];
  const isRelation = kind !== null && relations.has(kind);
  return { name, call: value, kind, to: isRelation ? modelKey(argument(value, 0, 'to'), names) : null };
}

const relations = new Set(['ForeignKey', 'OneToOneField', 'ManyToManyField']);

/** A model by its name: `app.model` in lower case. */
export function modelKey(value: Value | undefined, { app, user }: Pick<Names, 'app' | 'user'>): string | null {
  if (nameOf(value) === 'django.conf.settings.AUTH_USER_MODEL') return user?.toLowerCase() ?? null;
  const text = textOf(value);
  if (text === null || text === 'self') return null;
  return (text.includes('.') ? text : `${app}.${text}`).toLowerCase();
}

/** A field that is a column refers to another table. */
export function isReference({ kind }: Field): boolean {
  return kind === 'ForeignKey' || kind === 'OneToOneField';
}

/** A field that is a table of its own. */
export function isManyToMany({ kind }: Field): boolean {
  return kind === 'ManyToManyField';
}

/** The name of its column. */
export function columnOf(field: Field): string {
  const given = textOf(field.call.named.get('db_column'));
  return given ?? (isReference(field) ? `${field.name}_id` : field.name);
}

/** Yes, no, or what it is where nothing is said. */
export function flag({ call }: Field, name: string, otherwise = false): boolean {
  const value = call.named.get(name);
  return isTrue(value) || (!isFalse(value) && otherwise);
}

/** The field is the primary key. */
export function isKey(field: Field): boolean {
  return flag(field, 'primary_key');
}

/** Its column has a unique constraint of its own. */
export function isUnique(field: Field): boolean {
  return !isKey(field) && (flag(field, 'unique') || field.kind === 'OneToOneField');
}

/** Its column has an index of its own. */
export function isIndexed(field: Field): boolean {
  const byDefault = field.kind === 'ForeignKey' || field.kind === 'SlugField';
  return flag(field, 'db_index', byDefault) && !isUnique(field) && !isKey(field);
}
