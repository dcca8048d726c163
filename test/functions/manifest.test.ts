import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { manifestSchema } from '../../shared/model/manifest.ts';
import { shownPath } from '../../shared/model/snapshot.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

/** A repository of Prisma with one migration for each text. */
function prisma(...texts: string[]): string {
  const folder = folderWith();
  const files = texts.map((text, at) => [`prisma/migrations/2024010${at + 1}000000_step/migration.sql`, text] as const);
  for (const [path, text] of [
    ['prisma/migrations/migration_lock.toml', 'provider = "postgresql"\n'] as const,
    ...files,
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function manifest(folder: string, words: string[], env: Record<string, string> = {}) {
  return lockstepCommand(['manifest', ...words], { folder, env });
}

/** The objects of a manifest's snapshot, with the type of a column. */
function objectsIn(stdout = ''): Record<string, string> {
  const { snapshot } = manifestSchema.parse(JSON.parse(stdout));
  const shown = (snapshot?.objects ?? []).map((each) => [
    `${each.kind} ${shownPath(each)}`,
    String(each.is.type ?? ''),
  ]);
  return Object.fromEntries(shown);
}

const empty = { 'extension plpgsql': '', 'schema public': '' };
const steps = ['CREATE TABLE a (id int);', 'ALTER TABLE a ADD COLUMN b int;'];

describe.concurrent('lockstep manifest --replay', () => {
  it('adds the schema that the migrations make; what each statement locked goes to stderr, and the bytes are the same', async () => {
    const folder = prisma(...steps);
    const [one, other] = await Promise.all(
      [await database('', { forFile: true }), await database('', { forFile: true })].map(({ url }) =>
        manifest(folder, ['--replay'], { SHADOW_DATABASE_URL: url }),
      ),
    );
    expect(one?.stderr).toMatch(
      /20240102000000_step\/migration\.sql:1 {2}\d+ ms {2}AccessExclusiveLock on public\.a\n/,
    );
    expect(one?.code).toBe(0);
    expect(other?.stdout).toBe(one?.stdout);
    expect(objectsIn(one?.stdout)).toEqual({
      ...empty,
      'column public.a.b': 'integer',
      'column public.a.id': 'integer',
      'table public.a': '',
    });
  });

  it('runs the command behind -- with its own options, in place of the SQL', async () => {
    const { url } = await database('', { forFile: true });
    const script = 'console.log("I migrate", process.env.DATABASE_URL.length > 9, ...process.argv.slice(1))';
    const command = ['--replay', '--', process.execPath, '-e', script, '--', '--output', '007'];
    const { code, stdout, stderr } = await manifest(prisma(...steps), command, { SHADOW_DATABASE_URL: url });
    expect(stderr).toContain('I migrate true --output 007');
    expect(objectsIn(stdout)).toEqual(empty);
    expect(code).toBe(0);
  });

  it('says which line was refused; the password of the address is nowhere', async () => {
    const { url } = await (await database('', { forFile: true })).role(
      (role) => `GRANT CREATE ON SCHEMA public TO ${role}`,
    );
    const folder = prisma(...steps, '-- a note\nSELECT 1;\nALTER TABLE nowhere ADD x int;');
    const { code, stdout, stderr } = await manifest(folder, ['--replay'], {
      SHADOW_DATABASE_URL: url,
      DEBUG: 'lockstep',
    });
    expect(stderr).toContain('migration.sql:3 was refused: relation "nowhere" does not exist');
    expect(`${stdout}${stderr}`).not.toContain(new URL(url).password);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('starts a PostgreSQL of its own where none is named', async () => {
    const { code, stdout } = await manifest(prisma(...steps), ['--replay']);
    expect(objectsIn(stdout)).toHaveProperty(['table public.a']);
    expect(code).toBe(0);
  });
});

describe.concurrent('the SQL of all migrations', () => {
  const long = Array.from({ length: 6 }, (_, at) => `CREATE TABLE t${at} (id int); -- ${'x'.repeat(30_000)}`);

  it('is judged on a first deploy from within the repository, however much there is', async () => {
    const { url } = await database('', { forFile: true });
    const words = ['check', '--guard', 'migrations', '--format', 'json', '--url', url];
    const { stdout } = await lockstepCommand(words, { folder: prisma(...long) });
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'pass', manifest: { source: 'repository' } });
  });

  it('travels only where it is asked for', async () => {
    const folder = prisma(...long);
    const [short, whole] = await Promise.all([manifest(folder, []), manifest(folder, ['--all-sql'])]);
    expect(short?.stdout.length).toBeLessThan(150_000);
    expect(whole?.stdout.length).toBeGreaterThan(180_000);
  });
});

describe.concurrent('words that say nothing', () => {
  it('a command without --replay is refused', async () => {
    const { code, stderr } = await manifest(prisma(...steps), ['--', 'alembic', 'upgrade', 'head']);
    expect(stderr).toContain(
      '"alembic upgrade head" is run by a replay alone\n  lockstep manifest --replay -- alembic',
    );
    expect(code).toBe(2);
  });

  it('so are words behind -- of a command that takes none, and files of lint count behind it', async () => {
    const [check, lint] = await Promise.all([
      lockstepCommand(['check', '--', 'production']),
      lockstepCommand(['lint', '--', 'nope.sql']),
    ]);
    expect(check).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"production" behind -- says nothing here'),
    });
    expect(lint).toMatchObject({ code: 2, stderr: expect.stringContaining('nope.sql cannot be read') });
  });
});
