import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Connection, database } from '../support/database.ts';
import { findingOf, lockstep } from '../support/lockstep.ts';

const section = readFileSync('README.md', 'utf8').split('### Permissions')[1]?.split('### ')[0] ?? '';
const [byAdministrator = '', byOwner = '', forNextval = ''] = [...section.matchAll(/```sql\n(.*?)```/gs)].map(
  ([, sql = '']) => sql,
);

// One sequence for each way to repair: near, cached, far.
const tables = `
  CREATE TABLE near (id serial PRIMARY KEY);
  INSERT INTO near SELECT generate_series(1, 40);
  CREATE TABLE cached (id int GENERATED ALWAYS AS IDENTITY (CACHE 10) PRIMARY KEY);
  INSERT INTO cached OVERRIDING SYSTEM VALUE SELECT generate_series(1, 40);
  CREATE TABLE far (id bigserial PRIMARY KEY);
  INSERT INTO far SELECT generate_series(1, 5000000, 100000)`;

/** The README's roles, under names of their own: roles belong to the whole server, and other tests run beside. */
interface Roles {
  owner: Connection;
  /** the grants for verify by nextval */
  allowNextval(): Promise<unknown>;
  check: string;
  fix: string;
}

async function rolesOfTheReadme(): Promise<Roles> {
  const shop = await database();
  const [owner, check, fix] = await Promise.all([shop.role(), shop.role(), shop.role()]);
  const named = (sql: string) =>
    sql
      .replaceAll(/CREATE ROLE .*;/g, '')
      .replaceAll('lockstep_check', check.name)
      .replaceAll('lockstep_fix', fix.name)
      .replaceAll('shop_owner', owner.name)
      .replaceAll('DATABASE shop', `DATABASE ${shop.name}`);
  await shop.query(
    `ALTER DATABASE ${shop.name} OWNER TO ${owner.name}; REVOKE CONNECT ON DATABASE ${shop.name} FROM PUBLIC`,
  );
  await shop.query(named(byAdministrator));
  await owner.query(tables);
  await owner.query(named(byOwner));
  return { owner, check: check.url, fix: fix.url, allowNextval: () => owner.query(named(forNextval)) };
}

describe("the README's roles", () => {
  let roles: Roles;
  beforeAll(async () => {
    roles = await rolesOfTheReadme();
  });

  test('check reads all with the first, and can change nothing', async () => {
    const report = await lockstep('check', roles.check);
    expect(report.findings.map(({ code }) => code)).toEqual([
      'sequences/behind',
      'sequences/behind',
      'sequences/behind',
    ]);
    expect(report.sequences?.map(({ status }) => status)).toEqual(['behind', 'behind', 'behind']);
    expect(await lockstep('fix', roles.check)).toMatchObject({ verdict: 'block', changes: [] });
  });

  test('verify proves with the first by reading, and by nextval once it may', async () => {
    const peeked = await lockstep('verify', roles.check, { proof: 'peek' });
    expect(findingOf({ ...peeked, findings: peeked.findings.slice(0, 1) }, 'sequences/behind').severity).toBe('block');
    await roles.allowNextval();
    const proven = await lockstep('verify', roles.check);
    expect(proven.findings.every(({ unknown }) => !unknown)).toBe(true);
    expect(proven.sequences?.map(({ proof }) => proof?.free)).toEqual([false, false, false]);
  });

  test('fix repairs each kind with the second, and the first then finds nothing', async () => {
    const report = await lockstep('fix', roles.fix);
    expect(report.changes.map(({ method }) => method).sort()).toEqual(['advance', 'restart', 'restart']);
    expect(report.verdict).toBe('pass');
    expect((await lockstep('check', roles.check)).verdict).toBe('pass');
  });

  test('what is created later is covered', async () => {
    await roles.owner.query('CREATE TABLE later (id serial PRIMARY KEY); INSERT INTO later VALUES (7)');
    const report = await lockstep('check', roles.check);
    expect(report.sequences?.find(({ name }) => name === 'later_id_seq')?.status).toBe('behind');
  });
});
