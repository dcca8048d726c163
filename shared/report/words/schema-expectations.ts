import { code, paragraphs, type Words } from './entry.ts';

const takenOut = 'Or take it out of `expect` in the configuration, if it is expected no more.';

/** What the configuration expects and the database has not. */
export const schemaExpectationWords: Words[] = [
  {
    code: 'schema/expected-table',
    title: 'An expected table is not there.',
    why: '`expect` of the configuration names a table, or something of a table, and the database has none of that name. It blocks. What is expected of that table is not told besides.',
    how: 'A migration did not run, ran against another database or schema, or the table was renamed or dropped by hand.',
    fix: paragraphs('Run the migration that makes it.', takenOut),
  },
  {
    code: 'schema/expected-column',
    title: 'An expected column is not there, or has another type.',
    why: 'The code that is about to be deployed reads or writes it: its statements fail with "column does not exist" (SQLSTATE 42703), or with a value that the type refuses. It blocks. Types may be spelled as PostgreSQL accepts them: `int`, `timestamptz`, `varchar(20)`.',
    how: 'A migration did not run, or a column was changed by hand.',
    fix: paragraphs(
      'Add the column, without NOT NULL where the table has rows:',
      code('ALTER TABLE public.orders ADD COLUMN note text;'),
      'What becomes of the values when a type changes is for you to say, in a migration.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-primary-key',
    title: 'The primary key is on other columns than expected, or there is none.',
    why: 'A key on a stray `id` lets the same `key` in twice, and readers then get any of the two; a key on fewer columns refuses good rows. `INSERT ... ON CONFLICT (key)` fails without a unique index on exactly those columns (SQLSTATE 42P10). It blocks.',
    how: 'The table was made by hand or by a tool that gives every table an `id`, or an import lost its keys.',
    fix: paragraphs(
      'Build a unique index first; it fails, and changes nothing, where duplicates are already in:',
      code(
        'CREATE UNIQUE INDEX CONCURRENTLY "system_config_pkey" ON "public"."system_config" ("key");',
        'ALTER TABLE "public"."system_config" ADD PRIMARY KEY USING INDEX "system_config_pkey";',
      ),
      'Where another primary key is in the way, drop it in the same ALTER TABLE, once no foreign key needs it. The order of the columns does not count.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-unique',
    title: 'Nothing keeps expected columns unique.',
    why: 'Duplicates can come in, and `ON CONFLICT` on these columns fails. A partial or invalid unique index does not count, nor does one on more columns. It blocks.',
    how: 'An import lost the constraint, or CREATE UNIQUE INDEX CONCURRENTLY failed on duplicates and left an invalid index.',
    fix: paragraphs(
      'Build it without keeping writers out:',
      code('CREATE UNIQUE INDEX CONCURRENTLY "users_email_key" ON "public"."users" ("email");'),
      'Where it fails, it names a duplicate; remove that one and try again after dropping the invalid index.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-constraint',
    title: 'An expected constraint is not there, is another one, or is not enforced.',
    why: 'Rows come in that the application takes for impossible. It blocks. Definitions are compared without regard to spelling. One that is NOT VALID counts as there, since it holds for new rows; `data/not-validated` tells that.',
    how: 'A file of constraints was not applied after an import, or a constraint was dropped to get bad rows in.',
    fix: paragraphs(
      'Add it without reading the table, then validate it without keeping writers out:',
      code(
        'ALTER TABLE "public"."orders" ADD CONSTRAINT "orders_total_check" CHECK (total >= 0) NOT VALID;',
        'ALTER TABLE "public"."orders" VALIDATE CONSTRAINT "orders_total_check";',
      ),
      takenOut,
    ),
  },
  {
    code: 'schema/expected-index',
    title: 'An expected index is not there, is another one, or is invalid.',
    why: 'Queries that relied on it read the whole table. An invalid one is used by no query, and still costs every write. It blocks.',
    how: 'A migration did not run, or CREATE INDEX CONCURRENTLY was cancelled and left an invalid index that IF NOT EXISTS then took for done.',
    fix: paragraphs(
      'Build it, or build it anew:',
      code(
        'CREATE INDEX CONCURRENTLY "orders_customer_idx" ON "public"."orders" ("customer_id");',
        'REINDEX INDEX CONCURRENTLY "public"."orders_customer_idx";',
      ),
      takenOut,
    ),
  },
  {
    code: 'schema/expected-extension',
    title: 'An expected extension is not installed, or in another version.',
    why: 'Functions and types of it are missing, and statements that use them fail. It blocks.',
    how: 'The database was restored or made without it, or the server was upgraded and the extension was not.',
    fix: paragraphs(
      'Install or update it, as a role that may:',
      code('CREATE EXTENSION "pg_trgm";', `ALTER EXTENSION "pg_trgm" UPDATE TO '1.6';`),
      'Where the server has no files of it, they come with a package of the system, or with the provider.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-row',
    title: 'Expected rows are not there.',
    why: 'The application looks its configuration up in the table and finds nothing. It blocks. Values are compared as values of the type of the column.',
    how: 'A seed did not run, an import left the table out, or a row was deleted.',
    fix: paragraphs(
      'Add the rows with what else belongs into them, which Lockstep does not know; `lockstep fix` never writes rows.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-setting',
    title: 'A setting is not what is expected.',
    why: 'A wrong time zone shifts what is stored and shown, a wrong encoding refuses letters. It blocks. What counts is what a new session of the role that Lockstep connects as would get; roles with values of their own are named. Values of settings that may be secrets are not shown.',
    how: 'The database was made with other defaults, or ALTER DATABASE or ALTER ROLE set it.',
    fix: paragraphs(
      'Set it for new sessions; a pool of connections has to be renewed:',
      code(`ALTER DATABASE "shop" SET TimeZone = 'UTC';`),
      'Encoding and collation are chosen when a database is made: dump it, and restore it into another one.',
      takenOut,
    ),
  },
  {
    code: 'schema/expected-unread',
    title: 'Nobody could tell whether something is as expected.',
    why: 'The verdict is `unknown`: a table may not be read by this role, a value or type in `expect` is none, or somebody changes the table at this moment.',
    how: 'The finding says what the server answered.',
    fix: paragraphs(
      'Let the role read it, and where row security hides rows, let it bypass that:',
      code('GRANT SELECT ON public.system_config TO lockstep;'),
      'Or correct the expectation.',
    ),
  },
];
