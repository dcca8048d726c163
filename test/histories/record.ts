import { cpSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import { dump } from './dump.ts';
import { install, play } from './run-tool.ts';
import type { Scenario, Scenarios } from './scenario.ts';

// node test/histories/record.ts <tool> [scenario]: runs the real tool and keeps what it leaves behind.
// PostgreSQL 15, because Debian's pg_dump reads no newer one.
const [tool = '', only] = process.argv.slice(2);
const { scenarios, needs }: Scenarios = await import(`./${tool}/scenarios.ts`);
await install(tool, needs);
const postgres = await startPostgres({ version: 15 });
try {
  for (const [name, scenario] of Object.entries(scenarios)) {
    if (only === undefined || only === name) await record(name, scenario);
  }
} finally {
  await postgres.stop();
}

async function record(name: string, scenario: Scenario): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-history-'));
  const url = await emptyDatabase(`shop_${name.replaceAll('-', '_')}`);
  const said = await play(tool, scenario, { folder, url });
  const place = join(import.meta.dirname, tool, name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  keep(folder, join(place, 'repository'));
  writeFileSync(join(place, 'database.sql'), await dump(url));
  writeFileSync(join(place, 'said.json'), `${JSON.stringify(said, null, 2)}\n`);
  rmSync(folder, { recursive: true });
  console.log(`${tool}/${name}: recorded`);
}

async function emptyDatabase(name: string): Promise<string> {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

/** Without caches of the tools, and without what would keep files out of our own git. */
function keep(folder: string, place: string): void {
  const unwanted = /(^|\/)(\.gitignore|\.cache|\.npm|\.config|__pycache__)(\/|$)|\.pyc$/;
  mkdirSync(place, { recursive: true });
  for (const file of globSync('**/*', { cwd: folder, withFileTypes: true })) {
    const path = join(file.parentPath, file.name);
    const relative = path.slice(folder.length + 1);
    if (file.isFile() && !unwanted.test(relative)) cpSync(path, join(place, relative));
  }
}
