/**
 * What `ActiveRecord::Migration[version]` keeps as it was in that version.
 * https://github.com/rails/rails/blob/main/activerecord/lib/active_record/migration/compatibility.rb
 */
export interface Dialect {
  /** the type of `id` and of references */
  keys: 'bigint' | 'integer';
  uuidDefault: string;
  /** references have an index unless they say otherwise */
  indexedReferences: boolean;
  /** `index_<table>_on_<reference>` for polymorphic references, not their two columns */
  shortPolymorphicNames: boolean;
  timestampsNotNull: boolean;
  timestampsPrecision: number | null;
  datetimePrecision: number | null;
  /** a `timestamp` column is a `datetime` column */
  aliasedTimestamp: boolean;
  /** generated names of indexes are made shorter */
  shortIndexNames: boolean;
}

/** The dialect of a version: 7.1. */
export function dialectOf(version: number): Dialect {
  return {
    keys: version >= 5.1 ? 'bigint' : 'integer',
    uuidDefault: version >= 5.1 ? 'gen_random_uuid()' : 'uuid_generate_v4()',
    indexedReferences: version >= 5,
    shortPolymorphicNames: version >= 6.1,
    timestampsNotNull: version >= 5,
    timestampsPrecision: version >= 6 ? 6 : null,
    datetimePrecision: version >= 7 ? 6 : null,
    aliasedTimestamp: version < 7,
    shortIndexNames: version >= 7.1,
  };
}
