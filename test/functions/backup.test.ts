import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restorePointSchema } from '../../shared/model/restore-point.ts';
import { dumpable } from '../restore/making.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

/** A key's or password's letters, which no output may hold. */
const key = 'napi_secret_key_of_the_tests';

describe.skipIf(dumpable === undefined)('lockstep backup, and the way back', () => {
  it('makes a dump, lists it, and shows the commands that restore it, which do', async () => {
    const shop = await database('CREATE TABLE orders (id int); INSERT INTO orders VALUES (1)', {
      version: dumpable ?? 0,
    });
    const { password } = new URL(shop.url);
    const folder = folderWith({ 'lockstep.config.json': { targets: { shop: { url: `\${SHOP_URL}` } } } });
    const run = (...words: string[]) => lockstepCommand(words, { folder, env: { SHOP_URL: shop.url } });

    const made = await run('backup');
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const place = join(folder, '.lockstep/restore-points/shop');
    expect(made.stdout).toMatch(`restore point of shop: ${place}`);
    const [id = ''] = readdirSync(place);
    await shop.query('DROP TABLE orders');

    const [list, plan] = await Promise.all([run('backup', '--list'), run('restore', '--plan', id, '--format', 'json')]);
    expect(list.stdout).toMatch(new RegExp(`^${id}  20\\d\\d-.*\\n$`));
    const { restorePoint } = JSON.parse(plan.stdout);
    const point = restorePointSchema.parse(restorePoint);
    for (const command of point.back)
      execFileSync('bash', ['-c', command], { env: { PATH: process.env.PATH, PGPASSWORD: password }, stdio: 'pipe' });
    const restored = await shop.connect();
    expect((await restored.query('SELECT id FROM orders')).rows).toEqual([{ id: 1 }]);
    const { rows } = await restored.query(`SELECT datname FROM pg_database WHERE datname LIKE '${shop.name}_before_%'`);
    await restored.query(`DROP DATABASE ${rows[0].datname}`);
    expect([made, list, plan].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(`:${password}`);
  });
});

describe('lockstep restore', () => {
  it('runs nothing: without --plan it says so, and there has to be what is gone back to', async () => {
    const env = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/shop' };
    const [without, nothing] = await Promise.all([
      lockstepCommand(['restore'], { env }),
      lockstepCommand(['restore', '--plan'], { env }),
    ]);
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('restores nothing by itself') });
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining('default has no restore point') });
  });
});

describe('a restore point that cannot be made', () => {
  it('is 1 where it is refused, 2 where the call is wrong, 3 where nobody answers, never with the key', async () => {
    const neon = { method: 'neon-branch', project: 'shiny-wind-028834' };
    const url = 'postgres://owner:database-password@ep-shop-1.eu-central-1.aws.neon.tech/shop';
    const folder = folderWith({
      'lockstep.config.json': {
        targets: { unset: { url }, neon: { url, restore: neon }, away: { url: 'postgres://nobody@127.0.0.1:1/shop' } },
        limits: { connectSeconds: 0.1 },
      },
    });
    const env = { NEON_API_KEY: key, NEON_API_HOST: 'http://127.0.0.1:1' };
    const run = (...words: string[]) => lockstepCommand(['backup', ...words], { folder, env });
    const [refused, wrong, away, json] = await Promise.all([
      run('--target', 'unset'),
      run('--list', '--prune'),
      run('--target', 'away'),
      lockstepCommand(['backup', '--target', 'neon', '--format', 'json'], {
        folder,
        env: { NEON_API_HOST: env.NEON_API_HOST },
      }),
    ]);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('its project is not configured') });
    expect(wrong).toMatchObject({ code: 2 });
    expect(away).toMatchObject({ code: 3 });
    expect(json).toMatchObject({ code: 1, stderr: expect.stringContaining('set NEON_API_KEY') });
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: false, findings: [{ code: 'deploy/no-restore-point' }] });
    const text = [refused, wrong, away, json].map(({ stdout, stderr }) => stdout + stderr).join();
    expect(text).not.toContain(key);
    expect(text).not.toContain('database-password');
  });
});
