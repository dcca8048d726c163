import { createHash } from 'node:crypto';
import { identifier } from '../../../../session/sql.ts';
import { checkSql, deferrable, foreignKeyColumns, foreignKeySql, validation } from './constraints.ts';
import { knownTable } from './known.ts';
import { tableName } from './quoting.ts';
import { notConstant, textFrom, textsFrom } from './value.ts';
import { type Arguments, type Command, onlyOptions, type Writer } from './writer.ts';

const addForeignKey: Command = ({ items, options, line }, writer) => {
  const [from, to] = items.slice(0, 2).map(textFrom) as [string, string];
  const sql = foreignKeySql(to, options, writer);
  writer.write(`ALTER TABLE ${tableName(from)} ADD ${sql}${validation(options)}`, line);
  const [column = ''] = foreignKeyColumns(to, options, writer);
  const name = options.has('name') ? textFrom(options.get('name')) : null;
  knownTable(writer.known, from).references.push({ to, column, name });
};

const removeForeignKey: Command = (call, writer) => {
  onlyOptions(call.options, 'name', 'column', 'to_table', 'if_exists', 'on_delete', 'on_update', 'validate');
  const table = textFrom(call.items[0]);
  const { name, forget } = foreignKeyOf(call, writer);
  const exists = call.options.get('if_exists') === true ? 'IF EXISTS ' : '';
  writer.write(`ALTER TABLE ${tableName(table)} DROP CONSTRAINT ${exists}${identifier(name)}`, call.line);
  forget();
};

const validateForeignKey: Command = (call, writer) => {
  onlyOptions(call.options, 'name', 'column', 'to_table');
  const { name } = foreignKeyOf(call, writer);
  writer.write(`ALTER TABLE ${tableName(textFrom(call.items[0]))} VALIDATE CONSTRAINT ${identifier(name)}`, call.line);
};

/**
 * A foreign key by its name; or by its table or column, where an earlier migration that could be read made it. Its name
 * is then what Rails made of them: https://github.com/rails/rails/blob/main/activerecord/lib/active_record/connection_adapters/abstract/schema_statements.rb
 */
function foreignKeyOf({ items, options }: Arguments, writer: Writer): { name: string; forget(): void } {
  const table = textFrom(items[0]);
  const known = knownTable(writer.known, table);
  const given = options.get('name');
  const to = items[1] ?? options.get('to_table');
  const column = options.get('column');
  const found = known.references.filter(
    (each) =>
      (given === undefined || each.name === given) &&
      (to === undefined || each.to === to) &&
      (column === undefined || each.column === column),
  );
  const forget = () => {
    known.references = known.references.filter((each) => each !== found[0]);
  };
  if (given !== undefined) return { name: textFrom(given), forget };
  const [only] = found;
  if (!only || found.length > 1) return notConstant();
  return { name: only.name ?? hashed(table, only.column), forget };
}

function hashed(table: string, column: string): string {
  return `fk_rails_${createHash('sha256').update(`${table}_${column}_fk`).digest('hex').slice(0, 10)}`;
}

const addCheck: Command = ({ items, options, line }, writer) => {
  const sql = checkSql(items[1], options);
  writer.write(`ALTER TABLE ${tableName(textFrom(items[0]))} ADD ${sql}${validation(options)}`, line);
};

/** By name alone: another's is a hash. */
const onConstraint =
  (words: string): Command =>
  ({ items, options, line }, writer) => {
    const name = textFrom(options.get('name') ?? (words === 'VALIDATE CONSTRAINT' ? items[1] : undefined));
    const exists = options.get('if_exists') === true ? 'IF EXISTS ' : '';
    writer.write(`ALTER TABLE ${tableName(textFrom(items[0]))} ${words} ${exists}${identifier(name)}`, line);
  };

const addUnique: Command = ({ items, options, line }, writer) => {
  onlyOptions(options, 'name', 'deferrable');
  const columns = textsFrom(items[1]).map((column) => identifier(column));
  const name = options.has('name') ? `CONSTRAINT ${identifier(textFrom(options.get('name')))} ` : '';
  const rest = deferrable(options.get('deferrable')).map((word) => ` ${word}`);
  writer.write(
    `ALTER TABLE ${tableName(textFrom(items[0]))} ADD ${name}UNIQUE (${columns.join(', ')})${rest.join('')}`,
    line,
  );
};

/** Commands on constraints. */
export const constraintCommands: Record<string, Command> = {
  add_foreign_key: addForeignKey,
  remove_foreign_key: removeForeignKey,
  validate_foreign_key: validateForeignKey,
  add_check_constraint: addCheck,
  remove_check_constraint: onConstraint('DROP CONSTRAINT'),
  validate_check_constraint: onConstraint('VALIDATE CONSTRAINT'),
  validate_constraint: onConstraint('VALIDATE CONSTRAINT'),
  add_unique_constraint: addUnique,
  remove_unique_constraint: onConstraint('DROP CONSTRAINT'),
};
