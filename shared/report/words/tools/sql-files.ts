import type { ToolWords } from './entry.ts';

/** Tools whose migrations people write as SQL. Their files look alike: one place decides whose a directory is. */
export const sqlFileTools: ToolWords[] = [
  {
    tool: 'golang-migrate',
    found:
      'Files `<number>_<name>.up.sql` (or `.down.sql`) that no other tool claims. No settings are read: the commands here have `migrations` as their path.',
    joined:
      'The number, without leading zeros. The table holds the newest version alone, so that all below it counts as applied.',
    edited:
      'golang-migrate keeps no checksum, so that an edited file does not show by itself, only by what is missing.',
    failed:
      '`dirty` says that the version failed, or was killed, in the middle. It refuses to go on until `force` names the version that the database is at.',
    locks: 'None: the key of its advisory lock differs from database to database.',
    sql: 'All of it. A file goes out as one query, without a transaction of its own.',
    more: 'Holes: a version below the newest that never ran here, and whose objects are missing, blocks. A `dirty` version shows before the deploy.',
    late: 'It is left out for ever, and `up` says "no change". The table cannot show it, so that it counts as applied: it is found by the objects that are not there (`migrations/stamped`).',
    unknown:
      'Which of the versions below the newest were ever run, beyond what their objects say. When they were applied, and by whom.',
    sample: { id: '20240201000000' },
  },
  {
    tool: 'goose',
    found:
      'Files with a number whose SQL says `-- +goose Up`, or whose Go imports goose. `GOOSE_TABLE` is read from `.env` of the root.',
    joined:
      'The number, without leading zeros. Of several rows of one version the newest counts. Version 0 is put there when the table is made.',
    edited: 'goose keeps no checksum, so that an edited file does not show by itself, only by what is missing.',
    failed: 'A migration runs in a transaction; after `-- +goose NO TRANSACTION` a part may be there without a row.',
    locks: 'The advisory lock 4097083626 of its session locker (`migrations/running`).',
    sql: 'Statement by statement as goose takes them apart, with `StatementBegin` and `StatementEnd`. Go, and what `ENVSUB` fills in, is not read: such a migration counts as known in part.',
    more: '`goose status` and `goose version` make the table where it is not there; Lockstep only reads. Missing (out-of-order) migrations are told before the deploy that fails over them; so is a file that goose refuses.',
    unknown: 'By whom a migration was applied, and how long it took. That `-allow-missing` is given is not known.',
    sample: { id: '20240201000000' },
  },
  {
    tool: 'dbmate',
    found:
      'Files that begin with digits and say `-- migrate:up`. `DBMATE_MIGRATIONS_TABLE` is read from `.env` of the root. The table is told from that of Rails by `ar_internal_metadata`, which is not beside it.',
    joined:
      'The digits before the name, as they are. Two files of one version are told: dbmate runs both and records one.',
    edited: 'dbmate keeps no checksum, so that an edited file does not show by itself, only by what is missing.',
    failed: 'A migration runs in a transaction; with `transaction:false` a part may be there without a row.',
    locks: 'None.',
    sql: 'All blocks from `-- migrate:up` to `-- migrate:down`.',
    more: 'A migration that is older than applied ones is run without a word; Lockstep warns. One that is in the table and not in the repository blocks. A file without its `-- migrate:down`, which dbmate refuses, is told before.',
    unknown: 'When a migration was applied, and by whom.',
    sample: { id: '20240201000000' },
  },
  {
    tool: 'atlas',
    found: 'Files of SQL with `atlas.sum` beside them, which no other tool claims. No project file is read.',
    joined:
      'What stands before the first `_` is `version`. The order is that of the names. What lies at or below a baseline is never run; a checkpoint stands for all before it in an empty database alone.',
    edited:
      "The directory is compared with `atlas.sum`, as Atlas does before anything else: a file that was edited, added or removed since is named with its line. The table's checksums, which Atlas does not look at again, run over all files so far: a file is edited for certain where its own differs and that of the file before it does not.",
    failed:
      'The table says how many of the statements are applied, the error, and its statement: `failed`, or `partially-applied` where Atlas can go on from there.',
    locks: 'None: its advisory lock has a name, and no constant key.',
    sql: 'All of it. `-- atlas:txmode none` runs without a transaction.',
    more: 'A migration that failed in the middle, and a history that is not linear, are told before the deploy. One that is recorded, and whose objects are missing, blocks.',
    unknown: 'By whom a migration was applied. That `--exec-order` is given is not known.',
    sample: { id: '20240201000000' },
  },
  {
    tool: 'sqlx',
    found:
      'Files `<number>_<description>.sql` below a crate that depends on sqlx, or a `sqlx.toml`, of which `table-name` and `ignored-chars` are read. Crates that sqlx is compiled for other databases in are left out.',
    joined: 'The number, without leading zeros. Of pairs the file that goes up counts.',
    edited: 'SHA-384 of the file, without the characters that `sqlx.toml` leaves out.',
    failed: 'A row that says that it was no success stops every later run; older versions left one behind.',
    locks: 'None: the key of its advisory lock differs from database to database.',
    sql: 'All of it. A file that begins with `-- no-transaction` runs without one.',
    more: '`sqlx migrate info` makes the table where it is not there; Lockstep only reads. What sqlx refuses when the application starts (a version that is missing, a checksum that differs) is told before the deploy. A file that is older than applied ones is run without a word; Lockstep warns.',
    unknown: 'By whom a migration was applied.',
    sample: { id: '20240201000000' },
  },
  {
    tool: 'diesel',
    found: 'Folders `<number>_<name>` with `up.sql`, below a `diesel.toml` or a crate that depends on diesel.',
    joined:
      'What stands before the first `_`, without dashes, is `version`. Two folders of one version, and one without `up.sql`, are told.',
    edited: 'Diesel keeps no checksum, so that an edited file does not show by itself, only by what is missing.',
    failed:
      'A migration runs in a transaction, unless its `metadata.toml` says otherwise: then a part may be there without a row.',
    locks: 'None.',
    sql: 'All of it. Migrations in Rust are not read.',
    more: "Diesel's commands make the table where it is not there; Lockstep only reads. A migration that is older than applied ones is run without a word; Lockstep warns.",
    unknown: 'By whom a migration was applied, and how long it took.',
    sample: { id: '20240201000000' },
  },
];
