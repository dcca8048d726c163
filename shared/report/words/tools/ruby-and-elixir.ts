import type { ToolWords } from './entry.ts';

export const rubyAndElixirTools: ToolWords[] = [
  {
    tool: 'rails',
    found:
      '`db/migrate`, and `db/<name>_migrate` of further databases that `config/database.yml` gives the path, where `config/application.rb` or `config/environment.rb` is. `db/post_migrate` is read with `db/migrate`. Engines count where a file appends their path. `schema_migrations_table_name` of `config/application.rb` is read where it is plain text.',
    joined:
      'The number of the file is `version`, without leading zeros. Rows without a file that are older than all files are normal: `db/schema.rb` stands for them. Two files of one number are told, as Rails refuses both.',
    edited: 'Rails keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'A migration runs in a transaction; with `disable_ddl_transaction!` a part may be there without a row.',
    locks: "None: the key of Rails' advisory lock differs from database to database.",
    sql: "`change` or `up`, by Ruby's own parser: the commands on tables, columns, indexes, references and constraints, `execute` with plain text, `reversible`, `safety_assured`, lists that are written out. What depends on the application (models, conditions) is not: such a migration counts as known in part.",
    more: '`db:schema:load` records every migration and runs none: what is missing afterwards shows (`migrations/stamped`). `ar_internal_metadata` says which environment the database is of (`migrations/environment-mismatch`). A migration that is older than applied ones is run by Rails without a word; Lockstep warns.',
    unknown: 'When a migration was applied, and by whom. Tables with prefixes and suffixes have to be named.',
    sample: { id: '20240201000000' },
    variants: [{ variant: 'analytics', title: 'for a second database, `db/analytics_migrate`' }],
  },
  {
    tool: 'ecto',
    found:
      '`priv/<repo>/migrations`, with the folders below. `migration_source` and the types of keys and timestamps are read from `config/*.exs`.',
    joined: 'The number of the file is `version`. Two files of one number are told.',
    edited: 'Ecto keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'A migration runs in a transaction; with `@disable_ddl_transaction` a part may be there without a row.',
    locks: 'None: Ecto locks its table for as long as it migrates.',
    sql: '`change` or `up`: `create`, `alter`, `drop` and `rename` of tables, columns, indexes and constraints, `execute` with plain text. Functions, conditions and other modules are not: such a migration counts as known in part.',
    more: 'A migration that is recorded, and whose objects are missing, blocks. One that is older than applied ones is run by Ecto without a word; Lockstep warns.',
    unknown: 'By whom a migration was applied, and how long it took.',
    sample: { id: '20240201000000' },
  },
];
