import { identifier } from '../../../../session/sql.ts';
import { singularOf } from './inflections.ts';
import { tableName } from './quoting.ts';
import { notConstant, type Options, textFrom, textsFrom, type Value } from './value.ts';
import { onlyOptions, type Writer } from './writer.ts';

/**
 * A foreign key as a constraint. It has a name only where the migration gives one: Rails makes others from a hash of the
 * table's name, which differs once the table is renamed and its schema loaded from a file.
 */
export function foreignKeySql(to: string, options: Options, writer: Writer): string {
  onlyOptions(
    options,
    ...['column', 'name', 'primary_key', 'on_delete', 'on_update', 'validate', 'deferrable', 'if_not_exists'],
  );
  const columns = foreignKeyColumns(to, options, writer).map((column) => identifier(column));
  const keys = options.has('primary_key') ? textsFrom(options.get('primary_key')) : ['id'];
  return [
    ...named(options.get('name')),
    `FOREIGN KEY (${columns.join(', ')}) REFERENCES ${tableName(to)} (${keys.map((key) => identifier(key)).join(', ')})`,
    ...action('DELETE', options.get('on_delete')),
    ...action('UPDATE', options.get('on_update')),
    ...deferrable(options.get('deferrable')),
  ].join(' ');
}

/** The columns of a foreign key: `author_id` for one to `authors`. */
export function foreignKeyColumns(to: string, options: Options, { ownInflections }: Writer): string[] {
  if (options.has('column')) return textsFrom(options.get('column'));
  return ownInflections || to.includes('.') ? notConstant() : [`${singularOf(to)}_id`];
}

/** A check as a constraint; without a name that is not given, as with foreign keys. */
export function checkSql(expression: Value | undefined, options: Options): string {
  onlyOptions(options, 'name', 'validate', 'if_not_exists');
  return [...named(options.get('name')), `CHECK (${textFrom(expression)})`].join(' ');
}

/** `NOT VALID` where the rows that are there are to be looked at later. */
export function validation(options: Options): string {
  return options.get('validate') === false ? ' NOT VALID' : '';
}

function named(name: Value | undefined): string[] {
  return name === undefined ? [] : [`CONSTRAINT ${identifier(textFrom(name))}`];
}

const actions = new Map([
  ['nullify', 'SET NULL'],
  ['cascade', 'CASCADE'],
  ['restrict', 'RESTRICT'],
]);

function action(event: string, value: Value | undefined): string[] {
  if (value === undefined || value === null) return [];
  return [`ON ${event} ${actions.get(textFrom(value)) ?? notConstant()}`];
}

export function deferrable(value: Value | undefined): string[] {
  if (value === undefined || value === false) return [];
  if (value === true) return ['DEFERRABLE'];
  return [`DEFERRABLE INITIALLY ${textFrom(value) === 'deferred' ? 'DEFERRED' : 'IMMEDIATE'}`];
}
