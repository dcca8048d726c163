import { expect, it } from 'vitest';
import { stepsFor } from '../../../../shared/guards/schema/statements/steps.ts';
import type { Snapshot, SnapshotObject } from '../../../../shared/model/snapshot.ts';

function snapshot(objects: SnapshotObject[]): Snapshot {
  return { snapshot: 2, server: 18, scope: { schemas: [], tables: [], kinds: [] }, unseen: [], objects };
}

function missing(object: SnapshotObject, others: SnapshotObject[] = []): string[] | undefined {
  const { kind, path } = object;
  const difference = { kind, path, change: 'removed' as const, from: object, to: null, properties: [] };
  return stepsFor([difference], { from: snapshot([...others, object]), to: snapshot(others) })[0]?.sql;
}

const table: SnapshotObject = { kind: 'table', path: ['s', 't'], is: { owner: 'PUBLIC' } };

it.each([
  ['PUBLIC', 'PUBLIC'],
  ['"PUBLIC"', '"PUBLIC"'],
  ['"""q"""', '"""q"""'],
  ['public role', '"public role"'],
])('grants to %s what is its own, and never to everybody what is one role’s', (written, named) => {
  const grant: SnapshotObject = { kind: 'grant', path: ['table', 's', 't', written], is: { privileges: ['SELECT'] } };
  const sql = missing(grant, [{ ...table, is: {} }]);
  expect(sql).toEqual([`GRANT SELECT ON TABLE "s"."t" TO ${named}`]);
  const policy: SnapshotObject = { kind: 'policy', path: ['s', 't', 'p'], is: { roles: [written], using: 'true' } };
  expect(missing(policy)).toEqual([`CREATE POLICY "p" ON "s"."t" TO ${named} USING (true)`]);
});

it('knows what an owner has unasked that is called PUBLIC', () => {
  const path = ['table', 's', 't', '"PUBLIC"'];
  const all = ['DELETE', 'INSERT', 'MAINTAIN', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE'];
  const grant: SnapshotObject = { kind: 'grant', path, is: { privileges: all.slice(1) } };
  expect(missing(grant, [table])).toEqual(['REVOKE DELETE ON TABLE "s"."t" FROM "PUBLIC"']);
});
