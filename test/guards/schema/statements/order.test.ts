import fc from 'fast-check';
import { expect, it } from 'vitest';
import { statementsIn, stepsFor } from '../../../../shared/guards/schema/statements/steps.ts';
import type { Snapshot, SnapshotObject } from '../../../../shared/model/snapshot.ts';

function snapshot(objects: SnapshotObject[]): Snapshot {
  return { snapshot: 2, server: 18, scope: { schemas: [], tables: [], kinds: [] }, unseen: [], objects };
}

function view(name: string, reads: string[]): SnapshotObject {
  const definition = reads.length === 0 ? 'SELECT 1 AS a' : `SELECT 1 AS a FROM ${reads.map((read) => `s.${read}`)}`;
  return { kind: 'view', path: ['s', name], is: { definition } };
}

/** The steps that make these in an empty database. */
function made(objects: SnapshotObject[]) {
  const differences = objects.map((object) => {
    const { kind, path } = object;
    return { kind, path, change: 'removed' as const, from: object, to: null, properties: [] };
  });
  return stepsFor(differences, { from: snapshot(objects), to: snapshot([]) });
}

const order = (objects: SnapshotObject[]) => made(objects).map(({ difference: { path } }) => path.join('.'));

/** As differences come. */
function byName(views: SnapshotObject[]): SnapshotObject[] {
  return views.toSorted((one, other) => (one.path.join() < other.path.join() ? -1 : 1));
}

it('makes a view after those that it reads, whatever they are called', () => {
  const number = fc.integer({ min: 1, max: 30 });
  fc.assert(
    fc.property(fc.array(fc.tuple(number, number), { maxLength: 60 }), fc.integer(), (pairs, seed) => {
      const reads = Map.groupBy(
        pairs.filter(([one, other]) => one > other),
        ([one]) => one,
      );
      const name = (index: number) => `v${(index * 7919 + Math.abs(seed)) % 31}`;
      const views = Array.from({ length: 30 }, (_, index) =>
        view(name(index + 1), [...new Set((reads.get(index + 1) ?? []).map(([, other]) => name(other)))]),
      );
      const places = new Map(order(byName(views)).map((path, place) => [path, place]));
      for (const [one, other] of pairs.filter(([one, other]) => one > other)) {
        expect(places.get(`s.${name(one)}`)).toBeGreaterThan(places.get(`s.${name(other)}`) ?? -1);
      }
    }),
    { numRuns: 30 },
  );
});

it('says of views that read each other that no order serves, and neither hangs nor hides the others', () => {
  const steps = made([view('a', ['b']), view('b', ['c']), view('c', ['a']), view('d', [])]);
  const certain = steps.filter(({ certain }) => certain).map(({ difference: { path } }) => path[1]);
  expect(certain).toEqual(['d']);
  expect(steps.find(({ certain }) => !certain)?.decide).toContain('in a circle');
});

it('follows three thousand views that stand on each other', () => {
  const views = Array.from({ length: 3000 }, (_, index) => view(`v${index}`, [`v${index + 1}`]));
  expect(order(views)[0]).toBe('s.v2999');
});

it('proves what bad rows can break when all else is done', () => {
  const path = ['s', 't', 'few'];
  const check: SnapshotObject = { kind: 'constraint', path, is: { definition: 'CHECK ((id < 10))' } };
  const steps = made([check, view('v', ['t'])]);
  expect(statementsIn(steps).filter((sql) => /^(ALTER|CREATE)/.test(sql))).toEqual([
    expect.stringMatching(/ADD CONSTRAINT .* NOT VALID$/),
    expect.stringContaining('CREATE VIEW'),
    expect.stringContaining('VALIDATE CONSTRAINT'),
  ]);
});

it('makes the owner of new objects where owners count, and nobody otherwise', () => {
  const object = { kind: 'schema', path: ['s'], is: { owner: 'o"wner' } } satisfies SnapshotObject;
  const difference = {
    kind: object.kind,
    path: object.path,
    change: 'removed' as const,
    from: object,
    to: null,
    properties: [],
  };
  const sides = { from: snapshot([object]), to: snapshot([]) };
  expect(stepsFor([difference], sides, { owners: true })[0]?.sql).toEqual([
    'CREATE SCHEMA "s"',
    'ALTER SCHEMA "s" OWNER TO "o""wner"',
  ]);
  expect(stepsFor([difference], sides)[0]?.sql).toEqual(['CREATE SCHEMA "s"']);
});
