import { listed, named } from '../python/quoting.ts';
import { argument, isTrue, textOf, textsOf } from '../python/value.ts';
import { tableOf } from './alter-table.ts';
import { exclusion } from './constraints.ts';
import type { Operation, Translate } from './operation.ts';
import { constraintName, constraintOptions, givenName, sqlTextOf } from './texts.ts';

/** op.create_foreign_key */
export const createForeignKey: Translate = (operation) => {
  const { call, line, writer } = operation;
  const source = textOf(argument(call, 1, 'source_table'));
  const referent = textOf(argument(call, 2, 'referent_table'));
  const columns = textsOf(argument(call, 3, 'local_cols'));
  const referred = textsOf(argument(call, 4, 'remote_cols'));
  const given = givenName(argument(call, 0, 'constraint_name'));
  const options = constraintOptions(call);
  const schemas = ['source_schema', 'referent_schema'].map((name) => call.named.get(name));
  const isKnown = schemas.every((schema) => !schema || schema.kind === 'none' || schema.kind === 'string');
  if (!source || !referent || !columns || !referred || !given || options === null || !isKnown) return writer.unknown();
  const [own, other] = schemas.map(textOf);
  const notValid = isTrue(call.named.get('postgresql_not_valid')) ? ' NOT VALID' : '';
  writer.add(
    line,
    `ALTER TABLE ${named(source, own)} ADD ${constraintName(given.name)}FOREIGN KEY ${listed(columns)} REFERENCES ${named(referent, other)} ${listed(referred)}${options}${notValid}`,
  );
};

/** op.create_unique_constraint and op.create_primary_key */
export function addOverColumns(words: string): Translate {
  return (operation) => {
    const columns = textsOf(argument(operation.call, 2, 'columns'));
    const options = constraintOptions(operation.call);
    add(operation, columns && options !== null ? `${words} ${listed(columns)}${options}` : null);
  };
}

/** op.create_check_constraint */
export const createCheck: Translate = (operation) => {
  const condition = sqlTextOf(argument(operation.call, 2, 'condition'));
  const notValid = isTrue(operation.call.named.get('postgresql_not_valid')) ? ' NOT VALID' : '';
  add(operation, condition === null ? null : `CHECK (${condition})${notValid}`, true);
};

/** op.create_exclude_constraint */
export const createExclusion: Translate = (operation) => {
  add(operation, exclusion(operation.call, null, operation.call.positional.slice(2)));
};

function add({ call, line, writer, conventions }: Operation, definition: string | null, isCheck = false) {
  const table = tableOf(call, 1);
  const given = givenName(argument(call, 0, 'constraint_name'));
  if (table === null || given === null || definition === null) return writer.unknown();
  const name = isCheck && conventions && !given.final ? null : given.name;
  writer.add(line, `ALTER TABLE ${table} ADD ${constraintName(name)}${definition}`);
}

/** op.drop_constraint */
export const dropConstraint: Translate = ({ call, line, writer, conventions }) => {
  const table = tableOf(call, 1);
  const given = givenName(argument(call, 0, 'constraint_name'));
  const isCheck = textOf(argument(call, 2, 'type_')) === 'check';
  if (table === null || !given?.name || (isCheck && conventions && !given.final)) return writer.unknown();
  const ifThere = isTrue(call.named.get('if_exists')) ? 'IF EXISTS ' : '';
  writer.add(line, `ALTER TABLE ${table} DROP CONSTRAINT ${ifThere}${named(given.name)}`);
};
