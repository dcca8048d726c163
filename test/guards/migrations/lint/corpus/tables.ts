import { label, wrapped } from './label.ts';

const created = 'CREATE TABLE orders (id bigint PRIMARY KEY, total int, email text);';
const known = (columns: Record<string, { type: string }>, more = {}) => ({
  tables: [{ name: 'orders', columns, ...more }],
});
const quiet = "SET lock_timeout = '2s';";

export const tables = [
  label('ALTER TABLE orders ADD COLUMN note text;', '', 'brief, no rewrite'),
  label(
    'ALTER TABLE orders ADD COLUMN placed timestamptz NOT NULL DEFAULT now();',
    '',
    'a stable default is kept beside the table',
  ),
  label("ALTER TABLE orders ADD COLUMN state text NOT NULL DEFAULT 'new';", '', 'a constant default'),
  label(
    'ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();',
    'add-column-volatile-default: dangerous',
    'another value for every row: a rewrite',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN seen timestamptz DEFAULT clock_timestamp();',
    'add-column-volatile-default: dangerous',
    'volatile as well',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN number bigserial;',
    'add-column-volatile-default: dangerous',
    'nextval for every row',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY;',
    'add-column-volatile-default: dangerous',
    'a value for every row',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN gross int GENERATED ALWAYS AS (total * 2) STORED;',
    'add-column-volatile-default: dangerous',
    'computed and stored for every row',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN note text NOT NULL;',
    'add-column-not-null-without-default: dangerous',
    'fails where there are rows',
  ),
  label(`${created} ALTER TABLE orders ADD COLUMN note text NOT NULL;`, '', 'no rows in a new table'),
  label(
    `${created} ALTER TABLE orders ADD COLUMN token uuid DEFAULT gen_random_uuid();`,
    '',
    'nothing to rewrite in a new table',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN discount int CHECK (discount >= 0);',
    'add-column-check: careful',
    'reads the table',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN customer bigint REFERENCES customers (id);',
    'add-column-references: careful',
    'locks both tables',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN number text UNIQUE;',
    'add-column-unique: dangerous',
    'builds an index under the lock',
  ),
  label('ALTER TABLE orders ADD COLUMN details json;', 'add-column-json: careful', 'json has no equality'),
  label('ALTER TABLE orders ADD COLUMN details jsonb;', '', 'jsonb has'),
  label(
    'ALTER TABLE orders ALTER COLUMN email SET NOT NULL;',
    'set-not-null: dangerous',
    'reads the whole table behind ACCESS EXCLUSIVE',
  ),
  label(`${created} ALTER TABLE orders ALTER COLUMN email SET NOT NULL;`, '', 'a new table'),
  label(
    `${quiet} ALTER TABLE orders ALTER COLUMN email SET NOT NULL;`,
    '',
    'a valid check proves it: nothing is read',
    known({ email: { type: 'text' } }, { checks: ['CHECK ((email IS NOT NULL))'] }),
  ),
  label('ALTER TABLE orders ALTER COLUMN email DROP NOT NULL;', 'drop-not-null: careful', 'readers have to bear NULL'),
  label(
    'ALTER TABLE orders ALTER COLUMN email DROP DEFAULT;',
    'drop-default: careful',
    'inserts that leave it out get NULL',
  ),
  label("ALTER TABLE orders ALTER COLUMN email SET DEFAULT '';", '', 'for later rows only'),
  label(
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0);',
    'add-check-without-not-valid: careful',
    'reads the table',
  ),
  label('ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID;', '', 'reads nothing'),
  label('ALTER TABLE orders VALIDATE CONSTRAINT positive;', '', 'others go on meanwhile'),
  label(
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT positive;',
    'validate-constraint-in-same-transaction: careful',
    'the first lock is held while the second reads',
    wrapped,
  ),
  label(
    'ALTER TABLE orders ADD CONSTRAINT positive CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT positive;',
    '',
    'two transactions',
  ),
  label(
    'ALTER TABLE orders ADD CONSTRAINT customer FOREIGN KEY (customer) REFERENCES customers (id);',
    'add-foreign-key-without-not-valid: careful',
    'reads both tables behind SHARE ROW EXCLUSIVE',
  ),
  label(
    'ALTER TABLE orders ADD CONSTRAINT customer FOREIGN KEY (customer) REFERENCES customers (id) NOT VALID;',
    '',
    'reads nothing',
  ),
  label(
    `CREATE TABLE customers (id int PRIMARY KEY); ${created} ALTER TABLE orders ADD FOREIGN KEY (total) REFERENCES customers (id);`,
    '',
    'both are new',
  ),
  label(
    'ALTER TABLE orders ADD CONSTRAINT orders_email_key UNIQUE (email);',
    'add-unique-constraint: dangerous',
    'builds an index behind ACCESS EXCLUSIVE',
  ),
  label(
    'ALTER TABLE orders ADD CONSTRAINT orders_email_key UNIQUE USING INDEX orders_email;',
    '',
    'the index is there',
  ),
  label(
    'ALTER TABLE orders ADD PRIMARY KEY (id);',
    'add-primary-key: dangerous',
    'builds an index, and reads for NULL',
  ),
  label(`${created} ALTER TABLE orders ADD UNIQUE (email);`, '', 'a new table'),
  label(
    'ALTER TABLE bookings ADD CONSTRAINT overlap EXCLUDE USING gist (room WITH =);',
    'add-exclusion-constraint: dangerous',
    'no concurrent way',
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN total TYPE bigint;',
    'change-column-type: dangerous',
    'a rewrite, as far as is known',
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN email TYPE varchar(200);',
    'change-column-type: dangerous',
    'text has to be looked at row by row',
  ),
  label(
    `${quiet} ALTER TABLE orders ALTER COLUMN email TYPE varchar(200);`,
    '',
    'from varchar(100) nothing is rewritten',
    known({ email: { type: 'character varying(100)' } }),
  ),
  label(
    `${quiet} ALTER TABLE orders ALTER COLUMN email TYPE varchar(50);`,
    'change-column-type: dangerous',
    'narrower than varchar(100): a rewrite',
    known({ email: { type: 'character varying(100)' } }),
  ),
  label(`${created} ALTER TABLE orders ALTER COLUMN total TYPE bigint;`, '', 'a new table'),
  label(
    'ALTER TABLE events ATTACH PARTITION events_2030 FOR VALUES FROM (1) TO (2);',
    'attach-partition: careful',
    'reads the partition, behind ACCESS EXCLUSIVE on it',
  ),
  label(
    'CREATE TABLE events_2030 (LIKE events); ALTER TABLE events ATTACH PARTITION events_2030 FOR VALUES FROM (1) TO (2);',
    '',
    'the partition is new and empty',
  ),
  label(
    'ALTER TABLE events DETACH PARTITION events_2030;',
    'detach-partition-not-concurrently: careful',
    'ACCESS EXCLUSIVE on both',
  ),
  label('ALTER TABLE events DETACH PARTITION events_2030 CONCURRENTLY;', '', 'nobody waits'),
  label(
    'ALTER TABLE events DETACH PARTITION events_2030 CONCURRENTLY;',
    'concurrently-in-transaction: dangerous',
    'fails in a transaction',
    wrapped,
  ),
  label(
    'ALTER TABLE orders ENABLE ROW LEVEL SECURITY;',
    'enable-row-security-without-policy: dangerous',
    'without a policy nobody but the owner sees a row',
  ),
  label(
    'ALTER TABLE orders DISABLE ROW LEVEL SECURITY;',
    'disable-row-security: dangerous',
    'everybody sees every row',
  ),
  label('ALTER TABLE orders DISABLE TRIGGER audit;', 'disable-trigger: careful', 'what it kept right is right no more'),
  label(
    'ALTER TABLE orders DISABLE TRIGGER ALL;',
    'disable-trigger: dangerous',
    'those of foreign keys are among them',
  ),
  label('ALTER TABLE orders ENABLE TRIGGER audit;', 'enable-trigger: careful', 'SHARE ROW EXCLUSIVE'),
  label(
    'CREATE DOMAIN amount AS int CHECK (VALUE > 0); ALTER TABLE orders ADD COLUMN paid amount;',
    'add-column-domain-with-check: dangerous',
    'a domain with a check: a rewrite, even without a default',
    wrapped,
  ),
  label(
    'CREATE DOMAIN amount AS int; ALTER TABLE orders ADD COLUMN paid amount;',
    '',
    'a domain without a check is its type',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN gross int GENERATED ALWAYS AS (total * 2) VIRTUAL;',
    'add-column-virtual-generated: dangerous',
    'fails before 18',
  ),
  label(
    'ALTER TABLE orders ADD COLUMN gross int GENERATED ALWAYS AS (total * 2) VIRTUAL;',
    '',
    'computed when it is read, from 18 on',
    { version: 18 },
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;',
    'add-generated: careful',
    'its sequence begins at 1, whatever is there',
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN id SET GENERATED ALWAYS;',
    'set-generated-always: careful',
    'INSERTs that bring their own id fail',
  ),
  label('ALTER TABLE orders ALTER COLUMN id SET GENERATED BY DEFAULT;', '', 'allows more than before'),
  label(
    'ALTER TABLE orders ALTER CONSTRAINT customer DEFERRABLE;',
    'alter-constraint: careful',
    'ACCESS EXCLUSIVE for a moment',
  ),
  label(
    'ALTER TABLE old_events INHERIT events;',
    'alter-table-inherit: careful',
    'queries of events return its rows too',
  ),
  label(
    'ALTER TABLE orders ALTER COLUMN gross SET EXPRESSION AS (total * 3);',
    'change-generated-expression: dangerous',
    'a rewrite',
  ),
  label(
    'ALTER TABLE orders FORCE ROW LEVEL SECURITY;',
    'force-row-security: dangerous',
    'the owner sees no row either, as long as no policy lets it',
  ),
  label('ALTER TABLE orders SET ACCESS METHOD columnar;', 'set-access-method: dangerous', 'a rewrite'),
  label(
    'ALTER TABLE orders ALTER COLUMN email SET STORAGE EXTERNAL;',
    'set-storage: careful',
    'ACCESS EXCLUSIVE for a moment',
  ),
  label('ALTER TABLE orders SET UNLOGGED;', 'set-unlogged-or-logged: dangerous', 'rewrites the table'),
  label('ALTER TABLE orders SET TABLESPACE fast;', 'set-tablespace: dangerous', 'copies the table'),
  label('ALTER TABLE orders SET (fillfactor = 70);', '', 'SHARE UPDATE EXCLUSIVE'),
  label('ALTER TABLE orders ALTER COLUMN email SET STATISTICS 500;', '', 'SHARE UPDATE EXCLUSIVE'),
  label('ALTER TABLE orders OWNER TO admin;', 'owner-change: careful', 'rights of the old owner are gone'),
  label(
    'ALTER TABLE orders REPLICA IDENTITY FULL;',
    'replica-identity: careful',
    'ACCESS EXCLUSIVE, and more to replicate',
  ),
  label(
    'CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz NOT NULL DEFAULT now(), total numeric CHECK (total > 0), UNIQUE (placed));',
    '',
    'a new table may be as it likes',
  ),
  label('CREATE VIEW v AS SELECT 1;', '', 'new'),
  label(
    'CREATE FUNCTION total() RETURNS int LANGUAGE sql AS $$ DELETE FROM orders; SELECT 1 $$;',
    '',
    'what is in its body is not run',
  ),
];
