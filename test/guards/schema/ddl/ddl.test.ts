import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import type { Client, QueryResult } from 'pg';
import { expect, it } from 'vitest';
import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { type Difference, everything } from '../../../../shared/guards/schema/difference.ts';
import { readSnapshot } from '../../../../shared/guards/schema/snapshot/read.ts';
import type { Snapshot } from '../../../../shared/model/snapshot.ts';
import { ownTypes } from '../../../../shared/session/drivers/types.ts';
import { ownSearchPath } from '../../../../shared/session/sql.ts';
import { database, versions } from '../../../support/database.ts';
import { type Ddl, ddl } from './ddl.ts';

/** How many schemas are tried; more with LOCKSTEP_CASES. */
const numRuns = Number(process.env.LOCKSTEP_CASES ?? 2);
const soak = { numRuns, endOnFailure: true };
const long = 3_600_000;

const options = { owners: true, columnOrder: false };

it.each(versions)(
  'on PostgreSQL %i, a comparison lists exactly what was changed, and from the other side its mirror',
  async (version) => {
    const client = await connected(version);
    const property = fc.asyncProperty(ddl(version), async ({ base, mutations }) => {
      await client.query('BEGIN');
      try {
        await client.query(base.join(';\n'));
        const from = await snapshotOf(client);
        await client.query(['SELECT 1', ...mutations.flatMap(({ sql }) => sql)].join(';\n'));
        const to = await snapshotOf(client);
        const found = differencesOf(from, to, options);
        expect(linesOf(found), mutations.map(({ sql }) => sql.join('; ')).join('\n')).toEqual(expectedLines(mutations));
        expect(mirrorOf(differencesOf(to, from, options))).toEqual(mirrorOf(found).map(mirrored));
      } finally {
        await client.query('ROLLBACK');
      }
    });
    await fc.assert(property, soak);
  },
  long,
);

it(
  'the same statements in another order, and on another version, make an equal schema',
  async () => {
    const clients = await Promise.all(versions.map(connected));
    const property = fc.asyncProperty(ddl(14), async ({ base, otherOrder }) => {
      const snapshots = await Promise.all(
        clients.map(async (client) => [
          await made(client, base),
          await made(client, [...otherSettings, ...otherOrder]),
        ]),
      );
      const [first, ...others] = snapshots.flat();
      for (const other of others) expect(linesOf(differencesOf(first as Snapshot, other, options))).toEqual([]);
    });
    await fc.assert(property, soak);
  },
  long,
);

const dumper = await promisify(execFile)('pg_dump', ['--version']).then(
  ({ stdout }) => Number(/ (\d+)/.exec(stdout)?.[1]),
  () => 0,
);
const dumped = versions.filter((version) => version <= dumper).slice(0, 1);

it.each(dumped)(
  'dumped from PostgreSQL %i by pg_dump and restored, on this and another version, a schema is equal',
  async (version) => {
    const clients = await Promise.all(versions.map(connected));
    const property = fc.asyncProperty(ddl(14), async ({ base }) => {
      const db = await database(base.join(';\n'), { version });
      const from = await made(await db.connect(), []);
      const { stdout } = await promisify(execFile)('pg_dump', ['--inserts', '--encoding=UTF8', `--dbname=${db.url}`]);
      const restored = stdout.replaceAll(/^\\(un)?restrict .*$/gm, '');
      for (const client of clients) {
        expect(linesOf(differencesOf(from, await made(client, [restored]), options))).toEqual([]);
      }
    });
    await fc.assert(property, { ...soak, numRuns: Math.ceil(numRuns / 3) });
  },
  long,
);

/** What an administrator may have set, and a definition must not depend on. */
const otherSettings = [
  `SET LOCAL TimeZone = 'Asia/Tokyo'`,
  `SET LOCAL DateStyle = 'German'`,
  `SET LOCAL IntervalStyle = 'iso_8601'`,
  `SET LOCAL bytea_output = 'escape'`,
  `SET LOCAL extra_float_digits = 0`,
  `SET LOCAL quote_all_identifiers = on`,
];

async function connected(version: number): Promise<Client> {
  const db = await database('', { version });
  return db.connect();
}

async function made(client: Client, statements: string[]): Promise<Snapshot> {
  await client.query(['BEGIN', ...statements].join(';\n'));
  const snapshot = await snapshotOf(client);
  await client.query('ROLLBACK');
  return snapshot;
}

function snapshotOf(client: Client): Promise<Snapshot> {
  return readSnapshot(async (...statements) => {
    const text = ['SET LOCAL jit = off', `SET LOCAL search_path = ${ownSearchPath}`, ...statements].join(';\n');
    const results = (await client.query({ text, types: ownTypes })) as unknown as QueryResult[];
    return results.slice(2).map(({ rows }) => rows as Record<string, unknown>[]);
  }, everything);
}

function linesOf(differences: Difference[]): string[] {
  return differences
    .map(({ kind, path, change, properties }) =>
      lineOf(
        kind,
        path,
        change,
        properties.map(({ name }) => name),
      ),
    )
    .sort();
}

function lineOf(kind: string, path: string[], change: string, properties: string[]): string {
  return `${change} ${kind} ${JSON.stringify(path)} ${properties.toSorted().join(', ')}`;
}

function expectedLines(mutations: Ddl['mutations']): string[] {
  return mutations
    .flatMap(({ shows }) => shows)
    .map(({ kind, path, change, properties }) => lineOf(kind, path, change, properties))
    .sort();
}

const opposite = { added: 'removed', removed: 'added', changed: 'changed' } as const;

/** Without the objects: the names of those with generated names are the other side's. */
function mirrorOf(differences: Difference[]) {
  return differences.map(({ kind, path, change, properties, renamed }) => ({
    kind,
    path,
    change,
    properties,
    renamed,
  }));
}

function mirrored(difference: ReturnType<typeof mirrorOf>[number]) {
  const properties = difference.properties.map(({ name, from, to }) => ({ name, from: to, to: from }));
  return { ...difference, change: opposite[difference.change], properties };
}
