import { expect, test } from 'vitest';
import { withoutCredentials, withoutCredentialWords } from '../../shared/request/credentials.ts';

test.each([
  ['cannot reach postgres://app:hunter2@db/shop today', 'cannot reach postgres://**** today'],
  ['postgresql://app:hun/ter 2@db/shop', 'postgres://****'],
  ['postgres://app:hun@ter2@db:5432/shop?sslmode=require', 'postgres://****'],
  ['"postgres:/app:hunter2@db/shop"', '"postgres://****"'],
  ['POSTGRES://app:hunter2@db; try again', 'postgres://****; try again'],
  ['https://app:hunter2@example.com/x', 'https://****@example.com/x'],
  ['host=db user=app password=hunter2 dbname=shop', 'host=db user=app password=**** dbname=shop'],
  ['"u:hunter2@h:5432/db" is not a configured target', '"****@h:5432/db" is not a configured target'],
  ['does not take "postgres//u:hunter2@h/db"', 'does not take "postgres//****@h/db"'],
  ['--target=u:hun/ter2@h', '--target=****@h'],
  ['"u:hun ter2@h" and "u:\\"hun ter2@h"', '"****@h" and "****@h"'],
  ['mysql://u:/hunter2@h/db', 'mysql://****@h/db'],
  [':hunter2=hunter2@h', '****@h'],
  ['mysql://u:/hunter2/hunter2@h/db', 'mysql://****@h/db'],
  ['postgres:////u:hunter2@h', 'postgres://****'],
  ['PGPASSWORD=hunter2 psql', 'PGPASSWORD=**** psql'],
  ['flyway --password hunter2 migrate', 'flyway --password **** migrate'],
  ['liquibase --db-password "hunter 2" update', 'liquibase --db-password **** update'],
  [`tool -pwd 'hunter 2' up`, 'tool -pwd **** up'],
  [`password='hunter 2' host=db`, 'password=**** host=db'],
  ['psql --no-password shop', 'psql --no-password shop'],
  ['psql --password -d shop', 'psql --password -d shop'],
  ['no password supplied for app', 'no password supplied for app'],
  [`create role z password 'Top''Secret99' login`, 'create role z password **** login'],
  [
    `ALTER USER z ENCRYPTED PASSWORD\nE'it\\'s' VALID UNTIL 'x'`,
    `ALTER USER z ENCRYPTED PASSWORD\n**** VALID UNTIL 'x'`,
  ],
  ['ALTER ROLE z PASSWORD $a$Top $$ Secret$a$; SELECT 1', 'ALTER ROLE z PASSWORD ****; SELECT 1'],
  [`ALTER ROLE z PASSWORD 'cut off he`, 'ALTER ROLE z PASSWORD ****'],
  ['does not begin with postgres:// or postgresql://', 'does not begin with postgres:// or postgresql://'],
  [
    'write it as postgres://user:password@host:5432/database',
    'write it as postgres://user:password@host:5432/database',
  ],
  ['file:///work/shared/run.ts:12:3', 'file:///work/shared/run.ts:12:3'],
  ['somebody@example.com', 'somebody@example.com'],
  ['see https://example.com/docs', 'see https://example.com/docs'],
  ['orders_id_seq will hand out 17', 'orders_id_seq will hand out 17'],
])('%s is shown as %s', (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});

test('of a command in words, the one behind a password option is hidden', () => {
  const words = [
    'flyway',
    '-password',
    'hunter 2',
    '-url=postgres://u:hunter2@h/d',
    '--no-password',
    'x',
    '--password',
  ];
  expect(withoutCredentialWords(words)).toEqual([
    ...['flyway', '-password', '****', '-url=postgres://****', '--no-password', 'x', '--password'],
  ]);
});

test.each([
  'a',
  ':',
  '@',
  '/',
  'a:',
  ':@',
  '"',
  '"\\',
  '\\" ',
  'a/',
  'a=',
  'postgres://',
  'postgres://a',
  'x://',
  'password ',
  '--password ',
  '-password',
  '-',
  "password '",
  'password $',
  'password $$',
  'password $a$ $',
  "''",
  "password=' ",
  ' ',
])('100 kB of %j take no time', (part) => {
  const text = part.repeat(100_000 / part.length);
  const began = performance.now();
  for (const end of ['', '@', ' @h', '"']) withoutCredentials(`postgres${text}${end}`);
  expect(performance.now() - began).toBeLessThan(500);
});
