import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bundledAction } from '../../../.ci/action.ts';
import { median } from '../contender.ts';
import type { Delayed } from '../delay.ts';
import { type Ran, ran } from '../ran.ts';
import { databaseFrom } from '../tables.ts';

export const tableCount = 20;

/** How long the step took, from its start to its end. */
export interface Pace {
  name: string;
  addedMs: number;
  milliseconds: number;
  fastest: number;
  busyMilliseconds: number;
}

export interface ActionFigures {
  paces: Pace[];
  kilobytes: number;
}

interface Step {
  name: string;
  inputs: Record<string, string>;
  says: string;
}

/** The Action on a database of twenty tables that ten migrations of Prisma made. */
export async function actionFigures(server: string, line: Delayed, addedMs: number): Promise<ActionFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-action-'));
  try {
    const bundle = await bundledAction();
    await writeFile(join(folder, 'index.cjs'), bundle);
    const workspace = await workspaceIn(join(folder, 'workspace'));
    const url = await databaseFrom(server, 'bench_action', databaseSql());
    const paces: Pace[] = [];
    for (const [added, address] of [[0, url] as const, [addedMs, line.url(url)] as const]) {
      for (const { name, ...step } of stepsAt(address)) {
        const runs = Array.from({ length: 11 }, () => timed(step, { folder, workspace })).slice(1);
        const times = runs.map((run) => run.milliseconds);
        const busyMilliseconds = Math.min(...runs.map((run) => run.busyMilliseconds));
        paces.push({
          name,
          addedMs: added,
          milliseconds: median(times),
          fastest: Math.min(...times),
          busyMilliseconds,
        });
      }
    }
    return { paces, kilobytes: Math.round(bundle.length / 1000) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Verify finds the migration that is pending. */
function stepsAt(url: string): Step[] {
  return [
    { name: 'check', inputs: { operation: 'check', url }, says: 'all clear' },
    { name: 'verify', inputs: { operation: 'verify', url }, says: '1 of 4 guards blocks: migrations (1 pending)' },
    { name: 'lint of what is pending', inputs: { operation: 'lint', url }, says: 'in 1 migration' },
  ];
}

function timed({ inputs, says }: Omit<Step, 'name'>, at: { folder: string; workspace: string }): Ran {
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const output = join(at.folder, 'output');
  writeFileSync(output, '');
  const files = { GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: output, RUNNER_TEMP: at.folder };
  const env = { PATH: process.env.PATH, ...Object.fromEntries(given), GITHUB_WORKSPACE: at.workspace, ...files };
  const run = ran(process.execPath, [join(at.folder, 'index.cjs')], { folder: at.workspace, env });
  if (!run.stdout.includes(says)) throw new Error(`the action said: ${run.stdout}`);
  return run;
}

const idOf = (at: number) => `202401010000${String(at).padStart(2, '0')}_add_things_${at}`;
const ids = Array.from({ length: tableCount / 2 }, (_, at) => idOf(at));
const sqlOf = (at: number) =>
  [2 * at, 2 * at + 1].map((name) => `CREATE TABLE thing_${name} (id serial PRIMARY KEY, note text);`).join('\n');

async function workspaceIn(folder: string): Promise<string> {
  const files: [path: string, text: string][] = ids.map((id, at) => [`${id}/migration.sql`, sqlOf(at)]);
  for (const [path, content] of [...files, ['migration_lock.toml', 'provider = "postgresql"\n'] as const]) {
    const file = join(folder, 'prisma/migrations', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
  return folder;
}

/** All but the newest migration, which is pending. */
function databaseSql(): string {
  const applied = ids.slice(0, -1);
  const rows = applied.map((id, at) => {
    const checksum = createHash('sha256').update(sqlOf(at)).digest('hex');
    return `('${id}', '${checksum}', now(), '${id}', now(), 1)`;
  });
  return `
    ${applied.map((_, at) => sqlOf(at)).join('\n')}
    INSERT INTO thing_0 (note) SELECT 'a note' FROM generate_series(1, 1000);
    CREATE TABLE _prisma_migrations (id varchar(80) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz,
      migration_name varchar(255) NOT NULL, logs text, rolled_back_at timestamptz,
      started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count integer NOT NULL DEFAULT 0);
    INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
      VALUES ${rows.join(', ')};`;
}
