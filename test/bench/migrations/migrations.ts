import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundle } from '../../../.ci/bundle.ts';
import { bundleFunction } from '../../../infra/bundle.ts';
import { manifestOf } from '../../../shared/guards/migrations/manifest/build.ts';
import { manifestText } from '../../../shared/guards/migrations/manifest/text.ts';
import { repositoryAt } from '../../../shared/guards/migrations/repository/walk.ts';
import { silent } from '../../../shared/model/house.ts';
import type { Manifest } from '../../../shared/model/manifest.ts';
import { settingsSchema } from '../../../shared/model/settings.ts';
import { requestFrom } from '../../../shared/request/request.ts';
import { run } from '../../../shared/run.ts';
import { median } from '../contender.ts';
import type { Delayed } from '../delay.ts';
import { databaseFrom } from '../tables.ts';
import { repositoryOf, tools } from './repositories.ts';

export interface ManifestPace {
  tool: string;
  /** of `lockstep manifest` as it is published, as a process of its own */
  command: number;
  kilobytes: number;
}

export interface CheckPace {
  addedMs: number;
  milliseconds: number;
  roundTrips: number;
}

/** Everything that the section on migrations says. */
export interface MigrationFigures {
  manifests: ManifestPace[];
  checks: CheckPace[];
  /** what a process of Lambda reads when lint is asked for the first time: milliseconds */
  lintLoad: number;
}

const turns = 5;
const settings = settingsSchema.parse({});

export async function migrationFigures(server: string, line: Delayed, addedMs: number): Promise<MigrationFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  try {
    const published = join(process.cwd(), 'node_modules/.cache/lockstep/bench');
    await bundle(published);
    const manifests: ManifestPace[] = [];
    for (const tool of tools) {
      const root = await repositoryOf(tool, folder);
      const command = await timesOf(() => commandIn(root, published));
      manifests.push({ tool, command, kilobytes: Math.round(manifestText(await manifestIn(root)).length / 1000) });
    }
    const manifest = await manifestIn(join(folder, 'prisma'));
    const url = await databaseFrom(server, 'bench_migrations', historySql(manifest));
    const checks = [await checkAt(url, manifest, 0), await checkAt(line.url(url), manifest, addedMs)];
    return { manifests, checks, lintLoad: await lintLoad(folder) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function manifestIn(root: string): Promise<Manifest> {
  return manifestOf(repositoryAt(root), { settings: settings.migrations });
}

function commandIn(root: string, published: string): void {
  const { status, stderr } = spawnSync(process.execPath, [join(published, 'cli.js'), 'manifest'], { cwd: root });
  if (status !== 0) throw new Error(String(stderr));
}

/** The tables of all migrations, and their rows as Prisma writes them. */
function historySql({ projects }: Manifest): string {
  const rows = (projects[0]?.migrations ?? []).map(
    ({ id, checksums }) => `('${id}', '${checksums?.[0]}', now(), '${id}', NULL, NULL, now(), 1)`,
  );
  return `CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
    migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count int NOT NULL DEFAULT 0);
  INSERT INTO _prisma_migrations SELECT left(md5(v.id), 36), checksum, finished_at, migration_name, logs, rolled_back_at::timestamptz, started_at, steps
  FROM (VALUES ${rows.join(', ')}) v (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, steps);
  DO $$ BEGIN FOR at IN 0..999 LOOP
    EXECUTE format('CREATE TABLE "Thing%s" ("id" SERIAL NOT NULL, "name" TEXT NOT NULL, CONSTRAINT "Thing%s_pkey" PRIMARY KEY ("id"))', at, at);
  END LOOP; END $$`;
}

async function checkAt(url: string, manifest: Manifest, addedMs: number): Promise<CheckPace> {
  const request = requestFrom('check', { url, guards: ['migrations'], manifest }, { settings, environment: {} });
  let roundTrips = 0;
  const milliseconds = await timesOf(async () => {
    const report = await run(request, { signal: new AbortController().signal, progress: silent });
    if (report.verdict !== 'pass') throw new Error(report.summary);
    roundTrips = report.roundTrips;
  });
  return { addedMs, milliseconds, roundTrips };
}

/** The bundle's own lint, in a new process each time. */
async function lintLoad(folder: string): Promise<number> {
  await bundleFunction('check', join(folder, 'check'));
  const program = `const began = performance.now();
    const { lintPending } = require(${JSON.stringify(join(folder, 'check/lint.cjs'))});
    const session = { server: { version: 170000 }, each: async () => [] };
    const migration = { id: 'a', sql: [{ line: 1, text: 'SELECT 1' }] };
    lintPending(session, [{ project: { tool: 'prisma', transaction: 'none' }, migration }], { lint: {}, preflightSeconds: 0, smallRows: 1, busyWrites: 1 })
      .then(() => console.log(performance.now() - began));`;
  return timesOf(
    async () => {},
    () => Number(spawnSync(process.execPath, ['-e', program]).stdout),
  );
}

/** The median of some turns, after one that does not count. */
async function timesOf(work: () => unknown, told?: () => number): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn <= turns; turn += 1) {
    const began = performance.now();
    await work();
    const milliseconds = told ? told() : performance.now() - began;
    if (turn > 0) times.push(milliseconds);
  }
  return median(times);
}
