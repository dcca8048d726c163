import { expect, test } from 'vitest';
import { withoutCredentials } from '../../shared/request/credentials.ts';

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
  ' ',
])('100 kB of %j take no time', (part) => {
  const text = part.repeat(100_000 / part.length);
  const began = performance.now();
  for (const end of ['', '@', ' @h', '"']) withoutCredentials(`postgres${text}${end}`);
  expect(performance.now() - began).toBeLessThan(500);
});
