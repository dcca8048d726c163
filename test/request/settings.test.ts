import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../shared/model/errors.ts';
import { loadSettings, settingsFrom, withOverrides } from '../../shared/request/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lockstep-settings-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function write(name: string, content: unknown): void {
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
}

const load = (file?: string) => loadSettings({ folder, file });
const targets = { production: { url: `\${DATABASE_URL}`, environment: 'production' } };

describe('where settings come from', () => {
  test('a project without a configuration gets the defaults', async () => {
    expect(await load()).toMatchObject({ targets: {}, limits: { lockSeconds: 2, totalSeconds: 600 } });
  });

  test('lockstep.config.json is found, and what it leaves out has its default', async () => {
    write('lockstep.config.json', { targets, limits: { lockSeconds: 5 } });
    expect(await load()).toMatchObject({ targets, limits: { lockSeconds: 5, statementSeconds: 30 } });
  });

  test('a JSON file with a byte order mark, as Windows writes it, is read', async () => {
    write('lockstep.config.json', `\uFEFF${JSON.stringify({ targets })}`);
    expect(await load()).toMatchObject({ targets });
  });

  test('lockstep.config.ts is imported, types and all', async () => {
    write(
      'lockstep.config.ts',
      `const name: string = 'staging'; export default { targets: { [name]: { url: 'postgres://s' } } };`,
    );
    expect(await load()).toMatchObject({ targets: { staging: { url: 'postgres://s' } } });
  });

  test('--config names another file, relative to the folder', async () => {
    mkdirSync(join(folder, 'deploy'));
    write('deploy/gate.json', { targets });
    expect(await load('deploy/gate.json')).toMatchObject({ targets });
  });

  test("references to environment variables stay unresolved: other targets' variables need not be set", async () => {
    write('lockstep.config.json', { targets });
    expect((await load()).targets.production?.url).toBe(`\${DATABASE_URL}`);
  });
});

describe('a misspelt key is refused by name, with the nearest one', () => {
  test.each([
    [
      { targets: { production: { urll: 'postgres://a' } } },
      'targets.production.urll is not a setting; did you mean url?',
    ],
    [{ target: {} }, 'target is not a setting; did you mean targets?'],
    [{ limits: { lockSecond: 3 } }, 'limits.lockSecond is not a setting; did you mean lockSeconds?'],
    [
      { sequences: { ignore: [{ sequence: 'a.b', reson: 'x' }] } },
      'sequences.ignore.0.reson is not a setting; did you mean reason?',
    ],
    [
      { targets: { production: { url: 'a', colour: 1 } } },
      'targets.production.colour is not a setting; known are url, secret, fixSecret, driver, environment, fingerprint, allow, publish',
    ],
  ])('%j', async (content, message) => {
    write('lockstep.config.json', content);
    await expect(load()).rejects.toThrow(`lockstep.config.json: ${message}`);
  });

  test('and is not also called missing under its right name', async () => {
    write('lockstep.config.json', { targets: { production: { urll: 'postgres://a' } } });
    await expect(load()).rejects.toThrow(/did you mean url\?$/);
  });
});

test('a project that is expected on a target which is not there is refused, or no gate would ask for it', () => {
  const projects = (targets: string[]) => ({ migrations: { projects: [{ tool: 'prisma', targets }] } });
  expect(() => settingsFrom(projects(['biling']))).toThrow('there is no target biling');
  expect(() => settingsFrom(projects(['default']))).not.toThrow();
});

describe('a wrong value is named by its path, without the value', () => {
  test.each([
    [{ limits: { lockSeconds: 'soon' } }, 'limits.lockSeconds: expected number, received string'],
    [{ targets: { production: {} } }, 'targets.production: needs a url or a secret'],
    [{ sequences: { feeds: { orders_id_seq: [] } } }, 'sequences.feeds.orders_id_seq: is written schema.name'],
    [[], 'the whole: expected object, received array'],
  ])('%j', async (content, message) => {
    write('lockstep.config.json', content);
    await expect(load()).rejects.toThrow(message);
  });
});

describe('a file that cannot be used says so', () => {
  test('not JSON: where, and nothing of what stands there', async () => {
    write('lockstep.config.json', '{ "targets": { "production": { "url": "postgres://app:hunter2@db/shop", } } }');
    const error = await failure(load());
    expect(error.message).toMatch(/^lockstep.config.json is not JSON/);
    expect(error.message).not.toContain('hunter2');
    expect(error.stack).not.toContain('hunter2');
    expect(error.cause).toBeUndefined();
  });

  test('absent', async () => {
    expect((await failure(load('gate.json'))).message).toBe('there is no file gate.json');
  });

  test('a folder', async () => {
    mkdirSync(join(folder, 'lockstep.config.json'));
    expect((await failure(load())).message).toBe('lockstep.config.json cannot be read (EISDIR)');
  });

  test.skipIf(process.getuid?.() === 0)('not readable', async () => {
    write('lockstep.config.json', {});
    chmodSync(join(folder, 'lockstep.config.json'), 0);
    expect((await failure(load())).message).toBe('lockstep.config.json cannot be read (EACCES)');
  });

  test('of another kind', async () => {
    write('gate.yaml', 'targets: {}');
    expect((await failure(load('gate.yaml'))).message).toBe('gate.yaml is neither .json nor .ts');
  });

  test('a module that throws, its text without credentials', async () => {
    write('lockstep.config.ts', `throw new Error('cannot reach postgres://app:hunter2@db/shop'); export default {};`);
    expect((await failure(load())).message).toBe('lockstep.config.ts cannot be loaded: cannot reach postgres://****');
  });

  test('a module that is not TypeScript', async () => {
    write('lockstep.config.ts', `export default {{{`);
    expect((await failure(load())).message).toMatch(/^lockstep.config.ts cannot be loaded/);
  });

  test('a module without a default export', async () => {
    write('lockstep.config.ts', `export const settings = {};`);
    expect((await failure(load())).message).toBe('lockstep.config.ts has no default export');
  });

  test('two of them', async () => {
    write('lockstep.config.json', {});
    write('lockstep.config.ts', 'export default {}');
    expect((await failure(load())).message).toBe('there are both lockstep.config.json and lockstep.config.ts');
  });
});

describe('limits for one run', () => {
  test('replace the configured ones', () => {
    const settings = withOverrides(settingsFrom({}), { timeout: 5, scanMegabytes: 0 });
    expect([settings.limits.totalSeconds, settings.sequences.scanMegabytes]).toEqual([5, 0]);
  });

  test.each([[0], [-1], [Number.NaN], [1e9]])('--timeout %s is refused', (timeout) => {
    expect(() => withOverrides(settingsFrom({}), { timeout })).toThrow(/^timeout: /);
  });
});

test('whatever stands in a configuration, it is settings or a UsageError', () => {
  const keys = fc.constantFrom('targets', 'url', 'sequences', 'limits', 'feeds', 'ignore', '__proto__', 'constructor');
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.anything(),
      fc.dictionary(fc.oneof(keys, fc.string()), tie('tree')),
    ),
  }));
  fc.assert(
    fc.property(tree, (input) => {
      try {
        settingsFrom(input, 'lockstep.config.json');
      } catch (error) {
        expect(error).toBeInstanceOf(UsageError);
      }
    }),
  );
});

async function failure(promise: Promise<unknown>): Promise<UsageError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(error).toMatchObject({ code: 'usage/configuration', exitCode: 2 });
  return error as UsageError;
}
