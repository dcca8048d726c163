import type { Finding } from '../../../shared/model/finding.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { lockstep, type Wish } from '../../support/lockstep.ts';

/** What the data guard finds in a database that `sql` makes, and finds `again` later. */
export async function checkedData(
  sql: string,
  wish: Wish & { version?: number } = {},
): Promise<{ shop: TestDatabase; findings: Finding[]; again: () => Promise<Finding[]> }> {
  const { version, ...rest } = wish;
  const shop = await database(sql, version === undefined ? {} : { version });
  const again = async () => (await lockstep('check', shop.url, { guards: ['data'], ...rest })).findings;
  return { shop, findings: await again(), again };
}
