import type { Column } from './columns.ts';
import { pluralOf } from './inflections.ts';
import { notConstant, type Options, optionsIn, textFrom } from './value.ts';
import { type Writer, without } from './writer.ts';

/** What `references :author` makes of a table. */
export interface Reference {
  columns: Column[];
  index: { columns: string[]; options: Options } | null;
  foreignKey: { to: string; options: Options } | null;
}

/**
 * The columns, the index and the foreign key of a reference.
 * https://github.com/rails/rails/blob/main/activerecord/lib/active_record/connection_adapters/abstract/schema_definitions.rb
 */
export function referenceFrom(
  name: string,
  options: Options,
  { table, writer }: { table: string; writer: Writer },
): Reference {
  const rest = without(options, 'polymorphic', 'index', 'foreign_key', 'type', 'if_not_exists');
  const polymorphic = options.get('polymorphic');
  const type = textFrom(options.get('type') ?? writer.dialect.keys);
  const columns: Column[] = [{ name: `${name}_id`, type, options: rest }];
  if (polymorphic) {
    const own = new Map([
      ...optionsIn(polymorphic),
      ...(rest.has('null') ? [['null', rest.get('null') ?? null] as const] : []),
    ]);
    columns.unshift({ name: `${name}_type`, type: 'string', options: own });
  }
  const given = options.get('index') ?? writer.dialect.indexedReferences;
  const index = new Map(optionsIn(given));
  if (polymorphic && writer.dialect.shortPolymorphicNames && !index.has('name')) {
    index.set('name', `index_${table}_on_${name}`);
  }
  return {
    columns,
    index: given === false || given === null ? null : { columns: columns.map((column) => column.name), options: index },
    foreignKey: foreignKeyOf(name, options, writer),
  };
}

function foreignKeyOf(name: string, options: Options, writer: Writer): Reference['foreignKey'] {
  const given = options.get('foreign_key');
  if (!given) return null;
  const own = new Map(optionsIn(given));
  const to = own.has('to_table') ? textFrom(own.get('to_table')) : tableOf(name, writer);
  if (!own.has('column')) own.set('column', `${name}_id`);
  return { to, options: without(own, 'to_table') };
}

/** The table that a reference leads to, by its name. */
export function tableOf(reference: string, { ownInflections }: Writer): string {
  return ownInflections ? notConstant() : pluralOf(reference);
}
