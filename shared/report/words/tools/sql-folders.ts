import type { ToolWords } from './entry.ts';

/** Tools that write a file of SQL for each migration from a schema of theirs. */
export const sqlFolderTools: ToolWords[] = [
  {
    tool: 'prisma',
    found:
      'A folder that holds `migration_lock.toml`, or `<name>/migration.sql` in `migrations` beside a schema, or the folder that `migrations.path` of `prisma.config` names. Where the lock file or the datasource names another provider than PostgreSQL it is left out.',
    joined:
      'The name of the folder is `migration_name`. The order is that of `localeCompare`, as `migrate deploy` has it. Several rows of one migration are its attempts: one that failed and that nobody resolved counts first, one that was rolled back only where it is all there is.',
    edited:
      'SHA-256 of `migration.sql` as it is, with LF and with CRLF: any of them will do, so that a checkout on Windows is no edit. Checksums of old versions, which lost their leading zeros, are known.',
    failed:
      'A row that was neither finished nor rolled back failed; what PostgreSQL said is shown without the trace behind it. A row that finished when it began, after no step, is of `migrate resolve --applied`: what such a migration adds has to be there all the same (`migrations/stamped`).',
    locks:
      'The advisory lock 72707369. While a session holds it, the newest row without an end is being applied and did not fail (`migrations/running`).',
    sql: 'All of it. Prisma begins no transaction: a file goes out as one query, of which PostgreSQL makes a transaction where it holds several statements.',
    more: '`migrate deploy` and `migrate status` say nothing of an applied migration that was edited; `deploy` goes on where the database has one that the repository lacks, and runs an older one after newer ones without a word. Lockstep blocks the first two and warns of the third. A folder without `migration.sql` stops `deploy` (P3015): it is told before.',
    unknown:
      'What `prisma db push` changed leaves no row. It shows where nothing is recorded at all (`migrations/no-history`), or where objects are missing.',
    sample: { id: '20240201000000_add_email' },
  },
  {
    tool: 'drizzle',
    found:
      'A folder with `meta/_journal.json` (up to 0.45), or with folders `<14 digits>_<name>` that hold `migration.sql` and `snapshot.json` (from 1.0 on). `drizzle.config` says `out`, `migrations.table` and `migrations.schema`. What was written for another database than PostgreSQL, or for Supabase, is left out.',
    joined:
      'Up to 0.45 the `when` of the journal is `created_at`, and the journal is the order. From 1.0 on it is the name of the folder; in a table that has no names yet, the hash, or the time in whole seconds, by which the upgrade will name its rows.',
    edited:
      'SHA-256 of the file as it is, with LF and with CRLF. Drizzle writes it down and never looks at it again; Lockstep does.',
    failed:
      'All that is pending runs in one transaction, so that nothing is left of a failure, and the table knows nothing of it.',
    locks: 'None: Drizzle takes no lock. Two that run at once run the same migrations.',
    sql: 'All of it. `--> statement-breakpoint` is a comment to PostgreSQL.',
    more: 'Up to 0.45 Drizzle runs only what is newer than the newest row. An entry that was merged later with an older `when` is left out for ever, and `migrate` reports success: `migrations/will-be-skipped` blocks. A file that the journal lacks is never run, and two entries of one `when` are told before a deploy. So is a journal that a merge broke.',
    unknown: 'When a migration was applied: the table says so only from 1.0 on.',
    variants: [
      { variant: 'journal', title: 'up to 0.45' },
      { variant: 'folders', title: 'from 1.0 on' },
    ],
  },
  {
    tool: 'supabase',
    found: 'Files in `supabase/migrations`. Its table is always the same, so that no settings are read.',
    joined:
      'The digits before the first `_` are `version`. The order is that of the names. A file of another name is skipped by Supabase, and of two with one version the second fails: both are told.',
    edited:
      'The table keeps the statements that were run. They are compared with the file, without white space and semicolons on either side. Where a row has none (a version that was only marked as applied, an older program) an edit does not show.',
    failed: 'The statements of a file go out together with its row, so that nothing is left of a failure.',
    locks: 'None: it only sets `lock_timeout`.',
    sql: 'All of it. What PostgreSQL refuses in a transaction works only where it is alone in its file.',
    more: '`supabase db push` says "Remote database is up to date" where an applied file was edited: Lockstep blocks.',
    unknown: 'When a migration was applied, and by whom.',
    sample: { id: '20240201000000' },
  },
];
