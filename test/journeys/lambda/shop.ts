import { type Connection, database, type TestDatabase } from '../../support/database.ts';

export interface Shop extends TestDatabase {
  /** may read */
  reader: Connection & { name: string };
  /** may read, and move sequences */
  fixer: Connection & { name: string };
}

/** A shop whose orders are behind, with the two roles that Lockstep gets. */
export async function shopBehind(): Promise<Shop> {
  const shop = await database(behind);
  const reader = await shop.role((role) => `GRANT pg_read_all_data TO ${role}`);
  const fixer = await shop.role(
    (role) => `GRANT pg_read_all_data TO ${role}; GRANT USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO ${role}`,
  );
  return { ...shop, reader, fixer };
}

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

/** Sets the sequence back, so that its next value is taken. */
export async function breakAgain(shop: TestDatabase): Promise<void> {
  await shop.query(`SELECT setval('orders_id_seq', 1)`);
}
