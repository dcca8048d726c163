import { label, wrapped } from './label.ts';

const created = 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);';
const orders = { name: 'orders', columns: { id: { type: 'bigint' }, email: { type: 'text' } } };
const invalid = { name: 'orders_email', columns: ['email'], unique: false, partial: false, valid: false };

export const indexes = [
  label(
    'CREATE INDEX orders_email ON orders (email);',
    'create-index-not-concurrently: dangerous',
    'SHARE lock while it builds',
  ),
  label(
    'CREATE INDEX ON shop.orders (email, placed);',
    'create-index-not-concurrently: dangerous',
    'a name and a schema change nothing',
  ),
  label(
    'CREATE INDEX orders_email ON orders USING gin (tags);',
    'create-index-not-concurrently: dangerous',
    'every kind of index builds under the same lock',
  ),
  label(
    'CREATE INDEX orders_open ON orders (id) WHERE open;',
    'create-index-not-concurrently: dangerous',
    'a partial index reads the whole table too',
  ),
  label(
    'CREATE INDEX IF NOT EXISTS orders_email ON orders (email);',
    'create-index-not-concurrently: dangerous',
    'IF NOT EXISTS does not make it shorter',
  ),
  label(
    'CREATE UNIQUE INDEX orders_email ON orders (email);',
    'create-index-not-concurrently: dangerous, create-unique-index: careful',
    'blocks, and fails on duplicates',
  ),
  label(
    'CREATE UNIQUE INDEX CONCURRENTLY orders_email ON orders (email);',
    'create-unique-index: careful',
    'blocks nobody, but fails on duplicates and leaves an INVALID index',
  ),
  label('CREATE INDEX CONCURRENTLY orders_email ON orders (email);', '', 'the safe way'),
  label(`${created} CREATE INDEX orders_email ON orders (email);`, '', 'the table is new and empty'),
  label(`${created} CREATE UNIQUE INDEX orders_email ON orders (email);`, '', 'no rows, no duplicates'),
  label(
    `${created} CREATE INDEX items_email ON items (email);`,
    'create-index-not-concurrently: dangerous',
    'another table is new, not this one',
  ),
  label('CREATE TABLE shop.orders (id int); CREATE INDEX ON shop.orders (id);', '', 'new, with its schema'),
  label(
    'CREATE TABLE old.orders (id int); CREATE INDEX ON shop.orders (id);',
    'create-index-not-concurrently: dangerous',
    'the new table of that name is in another schema',
  ),
  label(
    'CREATE TABLE a (id int); ALTER TABLE a RENAME TO b; CREATE INDEX ON b (id);',
    '',
    'new under its new name too',
  ),
  label(
    'CREATE TABLE a (id int); DROP TABLE a; CREATE INDEX ON a (id);',
    'create-index-not-concurrently: dangerous',
    'the new one is gone again: this is another',
  ),
  label('CREATE TABLE copy AS SELECT id FROM orders; CREATE INDEX ON copy (id);', '', 'made by CREATE TABLE AS'),
  label(
    'CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders; CREATE UNIQUE INDEX ON totals (id);',
    '',
    'a materialized view that is new',
  ),
  label('CREATE TEMP TABLE work (id int); CREATE INDEX ON work (id);', '', 'nobody else sees a temporary table'),
  label('CREATE INDEX orders_email ON ONLY orders (email);', '', 'the way to begin the index of a partitioned table'),
  label(
    'CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
    'concurrently-in-transaction: dangerous',
    'the tool has begun a transaction: it fails',
    wrapped,
  ),
  label(
    'CREATE INDEX CONCURRENTLY a ON orders (a); CREATE INDEX CONCURRENTLY b ON orders (b);',
    'concurrently-in-transaction: dangerous',
    'two statements in one query are a transaction',
    { tool: 'prisma' },
  ),
  label('CREATE INDEX CONCURRENTLY a ON orders (a);', '', 'alone in its file, Prisma runs it without a transaction', {
    tool: 'prisma',
  }),
  label(
    'BEGIN; CREATE INDEX CONCURRENTLY a ON orders (a); COMMIT;',
    'concurrently-in-transaction: dangerous',
    'the file begins one itself',
  ),
  label('BEGIN; SELECT 1; COMMIT; CREATE INDEX CONCURRENTLY a ON orders (a);', '', 'the transaction is over'),
  label(
    'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email ON orders (email);',
    'index-if-not-exists-concurrently: careful',
    'an INVALID rest is taken for done',
  ),
  label(
    'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email ON orders (email);',
    'index-if-not-exists-concurrently: dangerous',
    'the database has such a rest',
    { tables: [{ ...orders, indexes: [invalid] }] },
  ),
  label(
    'CREATE INDEX CONCURRENTLY IF NOT EXISTS orders_email ON orders (email);',
    '',
    'the index is there and valid: nothing happens',
    { tables: [{ ...orders, indexes: [{ ...invalid, valid: true }] }] },
  ),
  label(
    'CREATE INDEX orders_email ON orders (email);',
    'create-index-not-concurrently: dangerous, lock-timeout-unset: careful',
    'the parent is partitioned: every partition is built under the lock',
    { tables: [{ ...orders, kind: 'p' }] },
  ),
  label(
    'CREATE INDEX CONCURRENTLY orders_email ON orders (email);',
    'create-index-not-concurrently: dangerous',
    'a partitioned table has no CONCURRENTLY: it fails',
    { tables: [{ ...orders, kind: 'p' }] },
  ),
  label('DROP INDEX orders_email;', 'drop-index-not-concurrently: careful', 'ACCESS EXCLUSIVE on its table'),
  label('DROP INDEX IF EXISTS a, shop.b;', 'drop-index-not-concurrently: careful', 'two at once are no better'),
  label('DROP INDEX CONCURRENTLY orders_email;', '', 'the safe way'),
  label(
    'DROP INDEX CONCURRENTLY orders_email;',
    'concurrently-in-transaction: dangerous',
    'fails in the transaction of the tool',
    wrapped,
  ),
  label(`${created} CREATE INDEX a ON orders (email); DROP INDEX a;`, '', 'the index of a new table'),
  label(
    'REINDEX TABLE orders;',
    'reindex-not-concurrently: dangerous',
    'SHARE on the table, ACCESS EXCLUSIVE on its indexes',
  ),
  label('REINDEX INDEX orders_email;', 'reindex-not-concurrently: dangerous', 'the same for one index'),
  label('REINDEX (VERBOSE) TABLE orders;', 'reindex-not-concurrently: dangerous', 'with other options'),
  label('REINDEX SCHEMA shop;', 'reindex-not-concurrently: dangerous', 'every table of the schema'),
  label('REINDEX INDEX CONCURRENTLY orders_email;', '', 'the safe way'),
  label('REINDEX (CONCURRENTLY) TABLE orders;', '', 'the same, written as an option'),
  label(
    'REINDEX (CONCURRENTLY FALSE) TABLE orders;',
    'reindex-not-concurrently: dangerous',
    'the option is turned off',
  ),
  label(
    'REINDEX TABLE CONCURRENTLY orders;',
    'concurrently-in-transaction: dangerous',
    'fails in the transaction of the tool',
    wrapped,
  ),
  label(
    'ALTER INDEX orders_email RENAME TO orders_mail;',
    '',
    'nobody calls an index by its name, and the lock lets everybody go on',
  ),
  label('CREATE STATISTICS orders_stats ON a, b FROM orders;', '', 'SHARE UPDATE EXCLUSIVE, which nobody waits for'),
  label("COMMENT ON INDEX orders_email IS 'by address';", '', 'a comment'),
];
