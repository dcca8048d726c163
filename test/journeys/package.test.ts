import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { database } from '../support/database.ts';

const run = promisify(execFile);
let folder: string;

/** What a user has after `npm install lockstep`: the packed files, and what they depend on; nothing of development. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lockstep-package-'));
  const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', folder]);
  await run('tar', ['-xzf', stdout.trim().split('\n').at(-1) ?? ''], { cwd: folder });
  await mkdir(join(folder, 'node_modules'));
  await cp(join(folder, 'package'), join(folder, 'node_modules/lockstep'), { recursive: true });
  const listed = await run('npm', ['ls', '--omit=dev', '--all', '--parseable']).catch(
    (error) => error as { stdout: string },
  );
  for (const path of listed.stdout.split('\n').filter((line) => /node_modules\/(@[^/]+\/)?[^/]+$/.test(line))) {
    const place = join(folder, relative('.', path));
    await mkdir(resolve(place, '..'), { recursive: true });
    await symlink(path, place).catch(() => {});
  }
}, 60_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

async function lockstep(words: string[], environment: Record<string, string> = {}) {
  const cli = join(folder, 'node_modules/lockstep/dist/cli.js');
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...environment };
  return run(process.execPath, [cli, ...words], { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

it('checks a database, and prints one object that the published schema accepts', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (1)');
  const { code, stdout, stderr } = await lockstep(['check', '--format', 'json'], { DATABASE_URL: shop.url });
  const schema = JSON.parse(await readFile(join(folder, 'node_modules/lockstep/dist/report.schema.json'), 'utf8'));
  const accepts = new Ajv2020({ formats: { 'date-time': true } }).compile(schema);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
  expect(accepts(JSON.parse(stdout)), JSON.stringify(accepts.errors)).toBe(true);
});

it('is a library as well', async () => {
  const program = `import { run, reportSchema, version } from 'lockstep'; console.log(typeof run, typeof reportSchema.parse, version)`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
  expect(stdout).toMatch(/^function function \d+\.\d+\.\d+/);
});

it('brings the pages that its output names, and no source of its own', async () => {
  const files = await readdir(join(folder, 'package'), { recursive: true });
  expect(files).toEqual(
    expect.arrayContaining([
      'docs/findings.md',
      'README.md',
      'LICENSE',
      'dist/report.schema.json',
      'dist/snapshot.schema.json',
      'dist/manifest.schema.json',
      'dist/lint.schema.json',
    ]),
  );
  expect(files.filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))).toEqual([]);
});
