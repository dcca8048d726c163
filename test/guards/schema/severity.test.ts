import { beforeAll, expect, test } from 'vitest';
import { severityOf, weights } from '../../../shared/guards/schema/severity.ts';
import { families } from '../../../shared/guards/schema/snapshot/families.ts';
import { ways } from '../../../shared/guards/schema/ways.ts';
import type { ObjectKind } from '../../../shared/model/snapshot.ts';
import { database } from '../../support/database.ts';
import { changed } from './judging.ts';

const inPath = new Set(['on_kind', 'in_schema', 'in_table', 'named', 'to_role', 'number']);
/** What `finish` of a family takes out of a definition, or calls otherwise. */
const finished: Partial<Record<ObjectKind, string[]>> = { constraint: ['enforced'], function: ['kind'] };

/** The properties that a snapshot may hold of a kind, as PostgreSQL names the columns of the queries. */
const written = new Map<ObjectKind, Set<string>>();

beforeAll(async () => {
  const client = await (await database()).connect();
  for (const { kinds, query } of families) {
    const { fields } = await client.query(query({ names: null, owners: true }));
    const names = fields.map(({ name }) => name).filter((name) => !inPath.has(name));
    for (const kind of kinds) written.set(kind, new Set([...names, ...(finished[kind] ?? [])]));
  }
});

test.each([
  ['a weight', weights],
  ['a way to change it', ways],
])('what has %s is a property that a snapshot holds: a misspelt one would never count', (_, known) => {
  for (const [kind, properties] of Object.entries(known)) {
    const names = [...(written.get(kind as ObjectKind) ?? [])];
    expect(names, kind).toEqual(expect.arrayContaining(Object.keys(properties)));
  }
});

test('what no program and no row depends on does not block', () => {
  const weigh = (kind: ObjectKind, name: string) =>
    severityOf(changed(kind, ['public', 't', 'x'], { [name]: ['a', 'b'] }));
  expect(weigh('table', 'of')).toBe('warn');
  expect(weigh('column', 'foreign options')).toBe('warn');
  expect(weigh('constraint', 'clustered')).toBe('info');
  expect(weigh('constraint', 'options')).toBe('info');
  expect(weigh('constraint', 'definition')).toBe('block');
});
