import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify, stripVTControlCharacters } from 'node:util';
import { Client } from 'pg';
import type { At, Needs, Ran, RunOptions, Scenario } from './scenario.ts';

const cache = resolve('node_modules/.cache/lockstep/tools');

/** `1`: all; or a list of tools and single scenarios, `alembic,prisma/failed`. */
const wanted = (process.env.LOCKSTEP_LIVE_TOOLS ?? '').split(',');

/** Whether the real tool is to be run anew. */
export function isLive(tool: string, scenario?: string): boolean {
  return wanted.some((each) => each === '1' || each === tool || each === `${tool}/${scenario}`);
}

/** Whether the tool is installed, or could be: npm packages of the right versions in the cache, programs on the machine. */
export function isInstalled(tool: string, needs: Needs = {}): boolean {
  const packages = (needs.packages ?? []).every((wanted) => isPackage(tool, wanted));
  return packages && (needs.programs ?? []).every((program) => existsSync(program));
}

/** Installs the npm packages that a tool needs, without their scripts. */
export async function install(tool: string, needs: Needs = {}): Promise<void> {
  if (!needs.packages || isInstalled(tool, { packages: needs.packages })) return;
  mkdirSync(join(cache, tool), { recursive: true });
  const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts'];
  await promisify(execFile)('npm', ['install', ...quiet, '--prefix', join(cache, tool), ...needs.packages]);
}

function isPackage(tool: string, wanted: string): boolean {
  const at = wanted.lastIndexOf('@');
  const file = join(cache, tool, 'node_modules', wanted.slice(0, at), 'package.json');
  return existsSync(file) && JSON.parse(readFileSync(file, 'utf8')).version === wanted.slice(at + 1);
}

/** Plays a scenario in an empty folder on an empty database. Returns the words that it kept. */
export async function play(tool: string, scenario: Scenario, { folder, url }: { folder: string; url: string }) {
  const modules = join(folder, 'node_modules');
  symlinkSync(join(cache, tool, 'node_modules'), modules);
  const client = new Client({ connectionString: url });
  // A test that takes too long drops the database under it.
  client.on('error', () => {});
  await client.connect();
  const said: Record<string, string> = {};
  try {
    await scenario(placeFor(tool, { folder, url, client, said }));
  } finally {
    rmSync(modules);
    await client.end();
  }
  return said;
}

interface Surroundings {
  folder: string;
  url: string;
  client: Client;
  said: Record<string, string>;
}

function placeFor(tool: string, { folder, url, client, said }: Surroundings): At {
  const within = (path: string) => join(folder, path);
  return {
    folder,
    url,
    run: (command, options) => run(tool, command, { folder, url, options: options ?? {} }),
    say(name, words) {
      const all = typeof words === 'string' ? words : `${words.stdout}${words.stderr}`;
      said[name] = withoutPlaces(stripVTControlCharacters(all), { folder, url });
    },
    write(path, content) {
      mkdirSync(dirname(within(path)), { recursive: true });
      writeFileSync(within(path), content);
    },
    text: (path) => readFileSync(within(path), 'utf8'),
    remove: (path) => rmSync(within(path), { recursive: true }),
    async query<Row>(sql: string) {
      const answer = await client.query(sql);
      return (Array.isArray(answer) ? answer.at(-1) : answer).rows as Row[];
    },
  };
}

async function run(
  tool: string,
  [program = '', ...words]: string[],
  { folder, url, options }: { folder: string; url: string; options: RunOptions },
): Promise<Ran> {
  const path = [join(cache, tool, 'node_modules/.bin'), dirname(process.execPath), process.env.PATH].join(':');
  const child = spawn(program, words, {
    cwd: join(folder, options.folder ?? ''),
    env: { PATH: path, HOME: folder, NO_COLOR: '1', LC_ALL: 'C.UTF-8', DATABASE_URL: url, ...options.env },
    timeout: 60_000,
    killSignal: 'SIGKILL',
  });
  // A program that does not read what it is given may have ended before.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input ?? '');
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]);
  if (code !== 0 && !options.mayFail) {
    throw new Error(`${[program, ...words].join(' ')} ended with ${code}:\n${stdout}${stderr}`);
  }
  return { stdout, stderr, code };
}

/** What differs between two runs of one scenario, times apart, and what nobody should publish. */
function withoutPlaces(words: string, { folder, url }: { folder: string; url: string }): string {
  const { host, hostname, pathname, password } = new URL(url);
  const name = pathname.slice(1);
  const pairs = [
    [url, 'postgres://localhost:5432/shop'],
    [folder, '/shop'],
    [host, 'localhost:5432'],
    [`${hostname}"`, 'localhost"'],
    [name, 'shop'],
    [password, '***'],
  ] as const;
  return pairs.reduce((rest, [from, to]) => (from === '' ? rest : rest.replaceAll(from, to)), words);
}
