import type { ToolWords } from './entry.ts';

/** Tools whose migrations are programs in JavaScript or TypeScript. */
export const javascriptTools: ToolWords[] = [
  {
    tool: 'knex',
    found:
      '`knexfile`: `migrations.directory`, `tableName`, `schemaName`, `sortDirsSeparately`, `disableTransactions`, of production where it has environments. Else folders called after migrations whose files ask for a `knex` in an `up`, and have a number in front or `knex` among the dependencies of a `package.json` around them.',
    joined:
      'The name of the file with its ending, or with that of what TypeScript was compiled to. The order is that of the names.',
    edited: 'Knex keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed:
      'All that is pending runs in one transaction, unless one of them says `transaction: false`. Of that one a part may be there without a row.',
    locks:
      'The row of `knex_migrations_lock`, which stays where a process was killed: `migrations/locked` blocks, since the next deploy would fail over it.',
    sql: '`knex.raw` without bindings, and what the schema builder makes of tables, columns, indexes and keys. What is computed is not read: such a migration counts as known in part.',
    more: '`migrate:list` makes the table where it is not there; Lockstep only reads. A migration that was renamed or deleted, which Knex calls a corrupt directory, is told before the deploy. One that is older than applied ones is run without a word; Lockstep warns.',
    unknown:
      'By whom a migration was applied. Sources of migrations other than folders (`migrationSource`) are not read.',
  },
  {
    tool: 'sequelize',
    found:
      '`.sequelizerc` (`migrations-path`, `config`), else folders called after migrations whose files ask for a `queryInterface` in an `up`, and have a number in front or the package (Umzug as well) among the dependencies of a `package.json` around them. `migrationStorageTableName` and `migrationStorageTableSchema` are read from the configuration, of production first.',
    joined:
      'The name of the file: with its ending, with that of what TypeScript was compiled to, or without any, as Umzug may name it. The order is that of the names.',
    edited:
      'Sequelize keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed:
      'Each migration has the transactions that it makes itself. Of one that failed a part may be there without a row.',
    locks: 'None.',
    sql: '`queryInterface` and `sequelize.query` with plain text, in `sequelize.transaction` too. What is computed is not read: such a migration counts as known in part.',
    more: '`db:migrate:status` makes the table where it is not there; Lockstep only reads. A migration that is older than applied ones is run without a word; Lockstep warns.',
    unknown:
      'When a migration was applied, unless Umzug keeps `createdAt`; and by whom. A column of another name in the table is not known.',
  },
  {
    tool: 'typeorm',
    found:
      '`new DataSource({ ... })` in a file called after a data source, and `ormconfig.json`: `migrations`, `migrationsTableName`, `migrationsTransactionMode`. Else folders called after migrations whose classes are a `MigrationInterface`, in files with a number in front or with `typeorm` among the dependencies of a `package.json` around them. Compiled folders are looked for where the sources are.',
    joined:
      'The name of the class (or its `name`), whatever its file is called. The order is that of the 13 digits at its end; a class without them is told, as TypeORM refuses to start.',
    edited: 'TypeORM keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'By default all that is pending runs in one transaction, so that nothing is left of a failure.',
    locks: 'None.',
    sql: '`queryRunner.query` with plain text, which is what `migration:generate` writes, and the simple methods of `queryRunner`. What is computed is not read: such a migration counts as known in part.',
    more: '`migration:show` makes the table where it is not there; Lockstep only reads. A migration that is older than applied ones is run without a word; Lockstep warns. `--fake` shows by the objects that are not there.',
    unknown: 'When a migration was applied, and by whom.',
  },
  {
    tool: 'mikroorm',
    found:
      '`mikro-orm.config`: `migrations.path`, `pathTs`, `tableName`, `transactional`, `allOrNothing`. Else folders called after migrations whose classes extend `Migration`, in files with a number in front or with `@mikro-orm` among the dependencies of a `package.json` around them.',
    joined:
      'The name of the file without its ending; rows of older versions have it. The order is that of the names, and the time in them.',
    edited: 'MikroORM keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'By default all that is pending runs in one transaction, so that nothing is left of a failure.',
    locks: 'None.',
    sql: '`addSql` and `execute` with plain text, which is what `migration:create` writes. What is computed is not read: such a migration counts as known in part.',
    more: 'A migration that is older than applied ones is run without a word; Lockstep warns. One that is recorded, and whose objects are missing, blocks.',
    unknown: 'By whom a migration was applied, and how long it took.',
  },
  {
    tool: 'kysely',
    found:
      '`kysely.config` of kysely-ctl: `migrations.migrationFolder`, `migrationTableName`, `migrationTableSchema`, `disableTransactions`. Else folders called after migrations whose files ask for a `Kysely` in an `up`, and have a number in front or `kysely` among the dependencies of a `package.json` around them.',
    joined: 'The name of the file without its ending. The order is that of `localeCompare`.',
    edited: 'Kysely keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed: 'All that is pending runs in one transaction, so that nothing is left of a failure.',
    locks:
      'The advisory lock 3853314791062309107 (`migrations/running`). Its table of locks is not used on PostgreSQL.',
    sql: '`` sql`...`.execute(db) `` without values, and what `db.schema` makes of tables, columns, indexes, types and schemas. What is computed is not read: such a migration counts as known in part.',
    more: 'What Kysely calls corrupted when it migrates (one that is missing, one that is older than applied ones) is told before the deploy. One that is recorded, and whose objects are missing, blocks.',
    unknown:
      'By whom a migration was applied. Providers other than folders, and `allowUnorderedMigrations`, are not known.',
  },
  {
    tool: 'node-pg-migrate',
    found:
      'The scripts of `package.json` (`-m`, `-t`, `--migrations-schema`, `--no-single-transaction`), its own files of settings, `config/default.json` and `config/production.json`. Else folders called after migrations whose files ask for a `pgm` in an `up`, and have a number in front or the package among the dependencies of a `package.json` around them, or begin with `-- Up Migration`.',
    joined:
      'The name of the file without its ending. The order is that of the number before it: a count, milliseconds, or 17 digits of a time.',
    edited:
      'node-pg-migrate keeps no checksum, so that an edited migration does not show by itself, only by what is missing.',
    failed:
      'By default all that is pending runs in one transaction; after `pgm.noTransaction()` a part may be there without a row.',
    locks: 'The advisory lock 7241865325823964 (`migrations/running`).',
    sql: 'Files of SQL up to `-- Down Migration`; of programs `pgm.sql` with plain text, and what the other methods of `pgm` make of tables, columns, indexes, constraints, types and extensions, shorthands included. What is computed is not read: such a migration counts as known in part.',
    more: 'What it refuses when it runs ("Not run migration is preceding already run migration") is told before the deploy. One that is recorded, and whose objects are missing, blocks.',
    unknown: 'By whom a migration was applied. That `--no-check-order` is given is not known.',
  },
];
