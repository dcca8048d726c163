import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type ApplyOptions, applied } from '../../shared/deploy/apply.ts';
import { folderWith } from '../support/command.ts';

const password = 'hunter2/secret';
const environment = {
  PATH: process.env.PATH,
  DATABASE_URL: `postgres://app:${encodeURIComponent(password)}@localhost:5432/shop`,
  NEON_API_KEY: 'napi_0123456789',
};

async function run(command: string[], options: Partial<ApplyOptions> = {}) {
  const told: string[] = [];
  const usual = { environment, signal: new AbortController().signal, seconds: 20, folder: folderWith() };
  const came = await applied(command, { ...usual, tell: (line) => told.push(line), ...options });
  return { ...came, told };
}

const shell = (script: string, options?: Partial<ApplyOptions>) => run(['/bin/sh', '-c', script], options);

/** A program that starts, says so, and ends where it is told by a signal; `what` is done then. */
const node = (script: string) => [process.execPath, '-e', script];

it.concurrent('a command that succeeds has its output passed through, line by line', async () => {
  const came = await shell('echo one; echo two >&2; printf three');
  expect(came).toMatchObject({ outcome: 'succeeded', exitCode: 0, signal: null, reason: 'ended with exit code 0' });
  expect(came.told.toSorted()).toEqual(['one', 'three', 'two']);
  expect(came.output).toEqual(came.told);
});

it.concurrent('a command that fails keeps its last forty lines', async () => {
  const came = await shell('i=0; while [ $i -lt 100 ]; do echo "line $i"; i=$((i+1)); done; exit 3');
  expect(came).toMatchObject({ outcome: 'failed', exitCode: 3, reason: 'ended with exit code 3' });
  expect(came.told).toHaveLength(100);
  expect(came.output).toEqual(came.told.slice(60));
});

it.concurrent('a command that asks a question hears that nobody answers', async () => {
  const came = await shell(
    'printf "sure? "; read -r answer || echo "nobody there"; ( : </dev/tty ) 2>/dev/null || exit 4',
  );
  expect(came).toMatchObject({ exitCode: 4, told: ['sure? nobody there'] });
});

it.concurrent('no credential of its environment comes through', async () => {
  const came = await shell('echo "$DATABASE_URL"; echo "as $SECRET, with key=$NEON_API_KEY"; exit 1', {
    environment: { ...environment, SECRET: password },
  });
  expect(came.told).toEqual(['postgres://****', 'as ****, with key=****']);
  expect(JSON.stringify(came)).not.toMatch(/hunter2|napi_/);
});

it.concurrent('it runs in the folder of the project, with the programs of its node_modules', async () => {
  const folder = folderWith({ 'package.json': {} });
  const came = await shell('pwd; echo "$PATH" | cut -d : -f 1', { folder });
  expect(came.told).toEqual([folder, join(folder, 'node_modules/.bin')]);
});

it.concurrent('it gets the environment that is given, and nothing of ours', async () => {
  const came = await shell('env | grep -c VITEST', { environment: { ...environment, GONE: undefined } });
  expect(came.told).toEqual(['0']);
});

it.concurrent('where there is no such program, it says what to install', async () => {
  expect(await run(['alembic-that-is-not-here', 'upgrade'])).toMatchObject({
    outcome: 'not-started',
    reason:
      'could not be started: there is no program "alembic-that-is-not-here" here; install it, or give its whole path',
  });
  const nothing = { environment: { PATH: '/nowhere' } };
  expect((await run(['flask', 'db', 'upgrade'], nothing)).reason).toMatch(/activate its virtual environment$/);
  expect((await run(['npx', 'prisma'], nothing)).reason).toMatch(/run "npm ci"/);
  expect((await run([])).reason).toBe('could not be started: there is no command behind --');
});

it.concurrent('a file that may not be run is told apart from one that is missing', async () => {
  const folder = folderWith({ 'migrate.sh': '#!/bin/sh\n' });
  expect(await run([join(folder, 'migrate.sh')])).toMatchObject({
    outcome: 'not-started',
    reason: expect.stringContaining('chmod +x'),
  });
  expect((await run(['/bin/true'], { folder: '/no/such/folder' })).outcome).toBe('not-started');
});

it.concurrent('a stop sends one SIGINT, and waits for the end', async () => {
  const controller = new AbortController();
  const script = `let count = 0; process.on('SIGINT', () => { count += 1; console.log('heard', count); setTimeout(() => process.exit(7), 300); });
    console.log('ready'); setInterval(() => {}, 1000);`;
  const came = await run(node(script), {
    signal: controller.signal,
    tell: (line) => line === 'ready' && controller.abort(),
  });
  expect(came).toMatchObject({ outcome: 'interrupted', exitCode: 7, output: ['ready', 'heard 1'] });
  expect(came.reason).toBe('was stopped, and ended with exit code 7');
});

it.concurrent('a stop before it begins starts nothing', async () => {
  const came = await shell('echo here', { signal: AbortSignal.abort() });
  expect(came).toMatchObject({ outcome: 'interrupted', exitCode: null, output: [] });
});

it.concurrent('what does not end by itself is stopped more firmly, children included', async () => {
  const controller = new AbortController();
  const script = `trap '' INT; trap 'echo "heard TERM"' TERM; /bin/sh -c 'trap "" TERM; echo $$; while :; do sleep 0.05; done'`;
  const came = await shell(script, {
    signal: controller.signal,
    tell: (line) => /^\d+$/.test(line) && controller.abort(),
    grace: { termMs: 100, killMs: 300 },
  });
  expect(came).toMatchObject({ outcome: 'interrupted', signal: 'SIGKILL', exitCode: null });
  await gone(Number(came.output[0]));
});

it.concurrent('who cannot wait has it ended at once', async () => {
  const [stop, hurry] = [new AbortController(), new AbortController()];
  const came = await shell(`trap 'echo "heard INT"' INT; echo ready; while :; do sleep 0.05; done`, {
    signal: stop.signal,
    hurry: hurry.signal,
    tell: (line) => (line === 'ready' ? stop : hurry).abort(),
    grace: { termMs: 60_000, killMs: 60_000 },
  });
  expect(came).toMatchObject({ outcome: 'interrupted', signal: 'SIGTERM', output: ['ready', 'heard INT'] });
});

it.concurrent('time that is over stops it as a person would', async () => {
  const came = await shell('exec sleep 60', { seconds: 0.3 });
  expect(came).toMatchObject({ outcome: 'out-of-time', exitCode: null, signal: 'SIGINT' });
});

it.concurrent('what it leaves running is ended, as it would change the database unwatched', async () => {
  const came = await shell('sleep 61 >/dev/null 2>&1 & echo $!');
  expect(came.outcome).toBe('succeeded');
  expect(came.told[1]).toBe('lockstep: what the command left running is ended');
  await gone(Number(came.told[0]));
});

it.concurrent.each(['SIGKILL', 'SIGTERM'] as const)('%s of Lockstep ends the command as well', async (signal) => {
  const program = `const { applied } = await import(${JSON.stringify(join(import.meta.dirname, '../../shared/deploy/apply.ts'))});
    await applied(['/bin/sh', '-c', 'echo $$; sleep 62; echo late'], { environment: process.env, seconds: 60,
      signal: new AbortController().signal, folder: '/tmp', tell: (line) => console.log(line) });`;
  const ours = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(ours.stdout, 'data');
  ours.kill(signal);
  await gone(Number(String(line)));
});

/** A process has ended, or ends soon. */
async function gone(pid: number): Promise<void> {
  expect(pid).toBeGreaterThan(1);
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 8000, interval: 30 });
}
