import { code, paragraphs, type Words } from './entry.ts';

const howOrphansCome =
  'Rows were copied or restored with `session_replication_role = replica`, `pg_restore --disable-triggers` or `ALTER TABLE ... DISABLE TRIGGER ALL`: no foreign key is checked then, and the constraint says valid all the same. A constraint was added NOT VALID over rows that broke it. A logical replica got its tables at different times (what a subscription brings is not checked either), or the copy of the referenced table failed.';

/** Rows that refer to nothing, and keys that are not unique. */
export const dataReferenceWords: Words[] = [
  {
    code: 'data/orphan-rows',
    title: 'Rows refer to rows that are not there.',
    why: paragraphs(
      'A join loses them, an ORM reads null where it was promised an object, and VALIDATE CONSTRAINT, a dump or a migration that adds the foreign key fails with "violates foreign key constraint" (SQLSTATE 23503). It blocks. Of a constraint that is NOT ENFORCED (PostgreSQL 18) it warns: somebody may have meant it.',
      'Several such findings come in the order in which they are to be settled: rows that are deleted as orphans make orphans of the rows that refer to them.',
    ),
    how: paragraphs(
      howOrphansCome,
      'Lockstep proves by reading both tables what may be broken: what is NOT VALID, whose triggers are disabled, what was lost against the database that it is compared with, what a subscription fills, and where the referenced table looks empty. What a copy has broken behind a valid constraint only `--all` finds, which reads every foreign key: run it once after a copy or a restore.',
    ),
    fix: paragraphs(
      'The finding has the SQL that shows all of the rows. What becomes of them is for a person to decide; `fix` never changes a row. Add what is missing, from the source of the copy. Or let go of the reference, where the column may be null:',
      code(
        'UPDATE public.orders child SET customer_id = NULL',
        'WHERE NOT EXISTS (SELECT FROM public.customers parent WHERE parent.id = child.customer_id);',
      ),
      'Or delete the rows:',
      code(
        'DELETE FROM public.orders child WHERE customer_id IS NOT NULL',
        'AND NOT EXISTS (SELECT FROM public.customers parent WHERE parent.id = child.customer_id);',
      ),
      'Then `lockstep check --guard data --all` once more, and `lockstep fix --guard data` where the constraint is NOT VALID.',
    ),
  },
  {
    code: 'data/not-validated',
    title: 'A constraint was never checked against the rows that were there before it.',
    why: 'New rows have to keep it, old ones may break it, so nobody can rely on it: the planner does not, and neither can the code. A later VALIDATE may fail in the middle of a deploy. It warns.',
    how: 'It was added as NOT VALID, which is the right way on a large table, and the second step never came: a migration forgot it, or it failed on the rows. A dump keeps the state.',
    fix: paragraphs(
      'Run `lockstep fix`. It validates what no row is known to break; reads and writes go on meanwhile. By hand:',
      code('ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;'),
      'Where rows break it, settle those first: `data/orphan-rows` shows them for a foreign key; for a check, look for the rows that its expression refuses.',
    ),
  },
  {
    code: 'data/duplicate-rows',
    title: 'Rows share a value that has to be unique.',
    why: 'The unique or primary key cannot be made: CREATE UNIQUE INDEX and ADD PRIMARY KEY fail with "could not create unique index" (SQLSTATE 23505). Until it is there, a lookup by the key finds one row today and another tomorrow, and ON CONFLICT has nothing to hold on to. It blocks.',
    how: 'A copy ran twice into a table whose key was lost, or rows came in while the key was missing. Lockstep counts them for keys that `expect` names, that the database has which this one is compared with, or whose index is not valid here.',
    fix: paragraphs(
      'The finding has the SQL that shows every value with its number of rows. Decide which row stays; `fix` deletes none. For rows that are the same in all columns:',
      code(
        'DELETE FROM public.system_config one USING public.system_config other',
        'WHERE one.key = other.key AND one.ctid > other.ctid;',
      ),
      'Where other tables refer to them, point those at the row that stays first. Then make the key, and check again.',
    ),
  },
  {
    code: 'data/foreign-key-lost',
    title: 'A foreign key that the other database has is missing here.',
    why: 'Rows that refer to nothing come in, and deletes leave orphans behind. What relied on ON DELETE CASCADE no longer happens. It blocks. What a pending migration of the manifest makes is not lost, and not reported.',
    how: 'A copy that brings tables and rows but no constraints (CREATE TABLE AS, a CSV import, AWS DMS), a restore whose ADD CONSTRAINT failed on orphans and went on, a DROP ... CASCADE of the referenced key or table.',
    fix: paragraphs(
      'Settle its orphans, which `data/orphan-rows` counts if there are any. Then add it in two steps, so that nobody waits:',
      code(
        'ALTER TABLE public.orders ADD CONSTRAINT orders_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id) NOT VALID;',
        'ALTER TABLE public.orders VALIDATE CONSTRAINT orders_customer_id_fkey;',
      ),
    ),
  },
  {
    code: 'data/key-lost',
    title: 'A primary or unique key that the other database has is missing here.',
    why: 'The same row can come in twice, lookups by the key read the whole table, ON CONFLICT fails with "there is no unique or exclusion constraint matching the ON CONFLICT specification" (SQLSTATE 42P10), and logical replication refuses updates. It blocks. What a pending migration of the manifest makes is not lost, and not reported.',
    how: 'A copy that brings tables and rows but no keys (CREATE TABLE AS, a CSV import), or a restore whose ADD PRIMARY KEY failed on duplicates and went on.',
    fix: paragraphs(
      'Settle its duplicates, which `data/duplicate-rows` counts if there are any. Then make it while everybody goes on:',
      code(
        'CREATE UNIQUE INDEX CONCURRENTLY orders_pkey ON public.orders (id);',
        'ALTER TABLE public.orders ADD CONSTRAINT orders_pkey PRIMARY KEY USING INDEX orders_pkey;',
      ),
    ),
  },
  {
    code: 'data/not-examined',
    title: 'Rows could not be read, so nobody knows whether they keep what was promised.',
    why: 'Unknown is not healthy: the verdict is `unknown`, which no gate lets pass. The finding gives the reason. Where nothing but the look for dates in texts was not to be had, which could warn at worst, it is `info`; of a foreign key that is NOT ENFORCED it is not told at all. Rows have to be counted where somebody asked for it, by `--all` or another target: what the role may not read there, or a lock kept from being counted, is told, all tables of one cause in one finding. What was not counted for its cost has an estimate in the report, marked as one.',
    how: 'The role may not read a table, or lacks USAGE on its schema, or row security would hide rows from it. Reading would cost more than `data.mostCost`, or took longer than `data.tableSeconds` or, with all others, `data.totalSeconds`: Lockstep asks the planner first and never reads a huge table of a live database unasked. Somebody changes the table at this moment. Some partitions of it lie on another server, which is never read. The replica of `readFrom`, or the database that it is compared with, does not answer. The server refuses a look into its own catalog, which leaves a part of the guard unknown; the other parts are told.',
    fix: paragraphs(
      'Let the role read the table:',
      code('GRANT USAGE ON SCHEMA public TO lockstep;', 'GRANT SELECT ON public.orders, public.customers TO lockstep;'),
      'Where it is the cost, run it with `--all` and more time at a quiet hour, or name a replica that may be read instead:',
      code(
        'targets: {',
        "  production: { secret: 'shop/production', readFrom: 'replica' },",
        "  replica: { secret: 'shop/replica' },",
        '}',
      ),
      'Where it can never be read and need not be, name it under `data.ignore` with the reason.',
    ),
  },
  {
    code: 'data/unused-ignore',
    title: 'An entry of data.ignore names nothing here.',
    why: 'It hides nothing, but may be meant to: a name was misspelt, or the table was renamed or dropped. It is `info`.',
    how: 'The entry names no table of this database, nor a part of one. Names are written schema.table or schema.table.name, as the catalog has them.',
    fix: 'Correct the name, or take the entry out of the configuration.',
  },
];
