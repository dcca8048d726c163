import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lintRules } from '../../shared/guards/migrations/lint/index.ts';
import { reportSchema } from '../../shared/model/report.ts';
import { words } from '../../shared/report/words.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';

describe.concurrent('--help', () => {
  test('names every command and the exit codes, and exits 0', async () => {
    const { code, stdout, stderr } = await lockstepCommand(['--help']);
    for (const name of ['check', 'fix', 'verify', 'demo', 'explain', 'completion'])
      expect(stdout).toContain(`lockstep ${name}`);
    expect(stdout).toContain('Exit codes: 0 pass or warn, 1 block, 2 wrong usage or configuration, 3 could not tell.');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  test.each(['check', 'fix', 'verify', 'demo', 'explain'])('of %s has examples', async (name) => {
    const { code, stdout } = await lockstepCommand([name, '--help']);
    expect(stdout).toContain(`Examples:\n  lockstep ${name}`);
    expect(code).toBe(0);
  });

  test('names the environment variable beside its flag', async () => {
    const { stdout } = await lockstepCommand(['check', '--help']);
    expect(stdout).toMatch(/--url .*\[env: DATABASE_URL/);
    expect(stdout).toMatch(/--no-color .*\[env: NO_COLOR\]/);
  });
});

test('--version is that of package.json', async () => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
  expect(await lockstepCommand(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

describe.concurrent('a command line that makes no sense exits 2, says why and what to do, and prints nothing on stdout', () => {
  test.each([
    [
      [],
      'a command is missing: check, fix, verify, deploy, backup, restore, compare, snapshot, expect, lint, manifest, serve, demo, explain',
    ],
    [['chek'], '"chek" is not a command; did you mean check?'],
    [['frobnicate'], '"frobnicate" is not a command'],
    [['check', '--targt', 'production'], '--targt is not an option of lockstep check; did you mean --target?'],
    [['check', '--only', 'orders_id_seq'], '--only is not an option of lockstep check; it belongs to lockstep fix'],
    [['check', 'production'], 'lockstep check does not take "production"'],
    [['check', '--target'], '--target needs a value'],
    [['check', '--url', 'a', '--url', 'b'], '--url is given more than once'],
    [['check', '--format', 'xml'], '--format takes only tty, json, markdown, html, github'],
    [['check', '--guard', 'schemas'], '--guard takes only sequences, migrations, schema, data'],
    [['check', '--timeout', 'soon'], 'timeout: expected number, received NaN'],
    [['check', '--timeout', '0'], 'timeout: Too small: expected number to be >0'],
    [['fix', '--margin', '1e6'], 'margin: expected a whole number of 0 or more'],
    [['check', '--target', 'a', '--url', 'postgres://b'], 'a target and a URL are both given'],
    [['verify', '--peek', '--insert'], 'peek and insert exclude each other'],
    [['check', '--config', 'absent.json'], 'there is no file absent.json'],
    [['check', '--output', '/dev/null/x/report.json'], 'cannot write to /dev/null/x/report.json (ENOTDIR)'],
    [['check', '--url', 'mysql://x'], 'the database URL does not begin with postgres:// or postgresql://'],
    [['check'], 'no database is named'],
    [['deploy', 'npx', 'tool', '--yes'], '"npx tool" is to stand behind --, or its options are taken for Lockstep\'s'],
    [
      ['deploy', 'npx', 'tool', '-c', 'x'],
      '"npx tool" is to stand behind --, or its options are taken for Lockstep\'s',
    ],
    [['deploy', '--url', '--', 'true'], '--url needs a value'],
    [['explain', 'sequences/behnd'], 'there is no code "sequences/behnd"; did you mean sequences/behind?'],
  ])('lockstep %j', async (given, message) => {
    const { code, stdout, stderr } = await lockstepCommand(given);
    expect(stderr.split('\n')[0]).toBe(`✖ ${message}`);
    expect(stderr.split('\n')[1]).toMatch(/^ {2}\S/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

test.skipIf(process.platform !== 'linux')(
  'a folder that cannot be made below /proc is said, not tried for ever',
  async () => {
    const { code, stderr } = await lockstepCommand(['check', '--output', '/proc/x/y/z.json']);
    expect(stderr).toMatch(/^✖ cannot write to \/proc\/x\/y\/z.json \(ENOENT\)\n {2}name another file with --output\n/);
    expect(code).toBe(2);
  },
);

describe.concurrent('a wrong configuration exits 2', () => {
  test('with the misspelt key', async () => {
    const folder = folderWith({ 'lockstep.config.json': { targets: { production: { urll: 'postgres://x' } } } });
    const { code, stderr } = await lockstepCommand(['check'], { folder });
    expect(stderr).toContain('lockstep.config.json: targets.production.urll is not a setting; did you mean url?');
    expect(code).toBe(2);
  });

  test('with the unknown target, the nearest and all there are', async () => {
    const folder = folderWith({ 'lockstep.config.json': { targets: { production: { url: 'postgres://x' } } } });
    const { code, stderr } = await lockstepCommand(['check', '-t', 'prodution'], { folder });
    expect(stderr).toContain(
      '"prodution" is not a configured target; did you mean production?\n  targets are: production',
    );
    expect(code).toBe(2);
  });

  test('with the variable that is not set', async () => {
    const folder = folderWith({ 'lockstep.config.json': { targets: { production: { url: `\${PRODUCTION_URL}` } } } });
    const { code, stderr } = await lockstepCommand(['check'], { folder });
    expect(stderr).toContain('needs the environment variable PRODUCTION_URL, which is not set');
    expect(code).toBe(2);
  });
});

describe.concurrent('a program that asked for JSON gets one report whatever was wrong', () => {
  test.each([
    [['check', '--format', 'json'], 'check', 'target/no-url'],
    [['fix', '-f', 'json', '--target', 'nowhere'], 'fix', 'usage/unknown-target'],
    [['verify', '--format=json', '--frobnicate'], 'verify', 'usage/arguments'],
    [['chek', '-f', 'json'], 'check', 'usage/arguments'],
    [['check', '-f', 'json', '--config', 'absent.json'], 'check', 'usage/configuration'],
  ])('lockstep %j', async (given, operation, expected) => {
    const { code, stdout, stderr } = await lockstepCommand(given);
    const report = reportSchema.parse(JSON.parse(stdout));
    expect(report).toMatchObject({ operation, verdict: 'unknown', ok: false, findings: [{ code: expected }] });
    expect(stderr).toMatch(/^✖ /);
    expect(code).toBe(2);
  });

  test('one of a deploy has its story, and speaks of no guard; nor does one of a backup', async () => {
    const [deploy, backup] = await Promise.all([
      lockstepCommand(['deploy', '-f', 'json', '-t', 'production', '--', 'npx', 'prisma', '--format', 'x']),
      lockstepCommand(['backup', '-f', 'json', '-t', 'production']),
    ]);
    expect(reportSchema.parse(JSON.parse(deploy.stdout))).toMatchObject({
      verdict: 'unknown',
      summary: expect.stringMatching(/^not deployed to production: "production" is not a configured target/),
      guards: [],
      story: { outcome: 'refused', command: ['npx', 'prisma', '--format', 'x'], state: ['nothing was changed'] },
    });
    expect(reportSchema.parse(JSON.parse(backup.stdout))).toMatchObject({ verdict: 'unknown', guards: [] });
    expect([deploy.code, backup.code]).toEqual([2, 2]);
  });

  test('in its files, too', async () => {
    const folder = folderWith();
    await lockstepCommand(['check', '-o', 'reports/today.json', '-o', 'report.md'], { folder });
    expect(reportSchema.parse(JSON.parse(readFileSync(join(folder, 'reports/today.json'), 'utf8'))).ok).toBe(false);
    expect(existsSync(join(folder, 'report.md'))).toBe(true);
  });
});

describe.concurrent('a password never comes back', () => {
  test.each([
    [['check', 'postgres://app:hunter2@db/shop']],
    [['check', '--target', 'postgres://app:hunter2@db/shop', '-f', 'json']],
    [['check', '--url', 'postgres://app:hunter2@db:port/shop', '-f', 'json']],
    [['check', '--url', 'postgres:/app:hunter2@db/shop', '-f', 'json']],
    [['check', '--ur', 'postgres://app:hunter2@db/shop']],
    [['postgres://app:hunter2@db/shop']],
    [['check', '--postgres://app:hunter2@db/shop']],
    [['check', '--config', 'postgres://app:hunter2@db/shop']],
    [['check', '--format', 'postgres://app:hunter2@db/shop']],
    [['check', '--output', 'postgres://app:hunter2@db/shop', '--timeout', 'x']],
    [['explain', 'postgres://app:hunter2@db/shop']],
    [['check', '--target', 'app:hunter2@db:5432/shop', '-f', 'json']],
    [['check', 'postgres//app:hunter2@db/shop', '-f', 'json']],
  ])('lockstep %j', async (given) => {
    const { code, stdout, stderr } = await lockstepCommand(given, { folder: folderWith(), env: { DEBUG: 'lockstep' } });
    expect(stdout + stderr).not.toContain('hunter2');
    expect(stderr).not.toBe('');
    expect(code).toBe(2);
  });
});

describe.concurrent('explain', () => {
  test('knows every code', async () => {
    const { code, stdout } = await lockstepCommand(['explain', 'sequences/behind']);
    expect(stdout).toMatch(/^sequences\/behind\n/);
    expect(code).toBe(0);
  });

  test('lists them all without one', async () => {
    const { stdout } = await lockstepCommand(['explain']);
    const [codes = '', rules = '', procedures] = stdout.trim().split(/\n\n(?:Rules of lint|Procedures):\n/);
    expect(codes.split('\n')).toHaveLength(words.length);
    expect(rules.split('\n')).toEqual(lintRules.map(({ name }) => name).sort());
    expect(procedures).toBe('reset');
  });
});

test('completion completes commands and options', async () => {
  expect((await lockstepCommand(['completion'])).stdout).toContain('lockstep-completions');
  expect((await lockstepCommand(['--get-yargs-completions', 'lockstep', 'ver'])).stdout).toContain('verify');
  expect((await lockstepCommand(['--get-yargs-completions', 'lockstep', 'check', '--tar'])).stdout).toContain(
    '--target',
  );
});
