import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep } from '../../../support/lockstep.ts';

const sql = `
  CREATE TABLE a (id int PRIMARY KEY);
  CREATE TABLE b (a int);
  ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a NOT VALID;`;

it('leaves it to fix to validate what no row breaks', async () => {
  const { url } = await database(`${sql} INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)`);
  const report = await lockstep('check', url, { guards: ['data'] });
  expect(findingOf(report, 'data/not-validated')).toMatchObject({
    severity: 'warn',
    subject: { kind: 'constraint', schema: 'public', table: 'b', name: 'b_a' },
    remedy: { automatic: true, sql: ['ALTER TABLE "public"."b" VALIDATE CONSTRAINT "b_a"'] },
  });
});

it('leaves it to a person where rows break it', async () => {
  const { url } = await database(`${sql} ALTER TABLE b DISABLE TRIGGER ALL; INSERT INTO b VALUES (1)`);
  const report = await lockstep('check', url, { guards: ['data'] });
  const finding = findingOf(report, 'data/not-validated');
  expect(finding.remedy.automatic).toBe(false);
  expect(finding.message).toContain('1 row of today breaks it');
});
