import { expect, it } from 'vitest';
import { everything } from '../../../../shared/guards/schema/difference.ts';
import { readSnapshot } from '../../../../shared/guards/schema/snapshot/read.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database } from '../../../support/database.ts';
import { houseFor, lockstep, requestFor, targetAt, type Wish } from '../../../support/lockstep.ts';

const partitioned = `
  CREATE TABLE whole (id int, n int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
  CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (9);
  CREATE UNIQUE INDEX part_n ON part (n);`;

it('tells keys that the other database has, whatever they are called, and how each is made again', async () => {
  const staging = await database(`
    CREATE TABLE t (id int, "e,mail" text, a int, b int, PRIMARY KEY (id), UNIQUE (a, b));
    CREATE UNIQUE INDEX t_mail ON t ("e,mail" DESC);
    CREATE UNIQUE INDEX t_lower ON t (lower("e,mail"));
    CREATE UNIQUE INDEX t_some ON t (b) WHERE a > 1;
    CREATE TABLE only_here (id int PRIMARY KEY);
    ${partitioned}`);
  const copy = await database(
    `CREATE TABLE t (id int NOT NULL, "e,mail" text, a int, b int); CREATE UNIQUE INDEX other_name ON t (b, a);${partitioned}`,
  );
  const snapshot = await withSession(requestFor('check', staging.url), houseFor(), (session) =>
    readSnapshot(session.consistently(), everything),
  );
  const lost = async (reference: NonNullable<Wish['reference']>) =>
    (await lockstep('check', copy.url, { guards: ['data'], reference })).findings.filter(
      ({ code }) => code === 'data/key-lost',
    );
  const findings = await lost({ name: 'staging', target: targetAt(staging.url) });
  expect(findings.map(({ subject }) => subject.name)).toEqual(['t_mail', 't_pkey']);
  expect(await lost({ name: 'staging', snapshot })).toEqual(findings);
  for (const sql of findings.flatMap(({ remedy }) => remedy.sql ?? [])) await copy.query(sql);
  expect(await lost({ name: 'staging', snapshot })).toEqual([]);
});
