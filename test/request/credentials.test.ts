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
  ['see https://example.com/docs', 'see https://example.com/docs'],
  ['orders_id_seq will hand out 17', 'orders_id_seq will hand out 17'],
])('%s is shown as %s', (text, shown) => {
  expect(withoutCredentials(text)).toBe(shown);
});
