import { expect, test } from 'vitest';
import { type DeployAsk, deployRequestFrom } from '../../shared/deploy/requests.ts';
import type { Extra, Manifest } from '../../shared/model/manifest.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';

const extra = (file: string): Extra => ({ file, text: '', effects: [] });
const manifest: Manifest = {
  manifest: 1,
  lockstep: '',
  git: null,
  projects: [],
  extra: [extra('a.sql'), extra('b.sql')],
};

function requestOf(target: object, ask: Partial<DeployAsk> = {}, settings: SettingsInput = {}, after: Extra[] = []) {
  return deployRequestFrom(
    { command: ['npx', 'prisma', 'migrate', 'deploy'], targets: ['production'], ...ask },
    {
      settings: settingsSchema.parse({ ...settings, targets: { production: target } }),
      environment: {
        SHOP_URL: 'postgres://ada:secret@db.example.com/shop',
        DATABASE_URL: 'postgres://x@localhost/dev',
      },
      folder: '/work/shop',
      expectation: { manifest, source: 'repository' },
      after,
    },
  );
}

test('the command gets the credentials of the owner, check and verify those of their own', () => {
  const { owner, check, verify } = requestOf({ secret: 'shop/check', fixSecret: 'shop/owner' });
  expect([owner.secret, check.target.secret, verify.target.secret]).toEqual(['shop/owner', 'shop/check', 'shop/check']);
  expect(requestOf({ secret: 'shop/check' }).owner.secret).toBe('shop/check');
  const unfixed = { secret: 'shop/check', fixSecret: 'shop/owner', allow: ['check' as const, 'verify' as const] };
  expect(requestOf(unfixed).owner.secret).toBe('shop/owner');
});

test('the target has to allow check and verify, and fix where sequences are to be fixed', () => {
  const url = 'postgres://x@h/d';
  expect(() => requestOf({ url, allow: ['check'] })).toThrow('verify is not allowed on production');
  expect(() => requestOf({ url, allow: ['check', 'verify'] }, {}, { deploy: { fix: true } })).toThrow(
    'fix is not allowed',
  );
  expect(requestOf({ url, allow: ['check', 'verify'] }).fix).toBeNull();
  expect(requestOf({ url }, {}, { deploy: { fix: true } }).fix).toMatchObject({
    operation: 'fix',
    guards: ['sequences'],
  });
});

test('without a command there is nothing to deploy', () => {
  expect(() => requestOf({ url: 'postgres://x@h/d' }, { command: [] })).toThrow('there is no command to deploy with');
});

test('how long to wait for those who hold it up is a number of seconds', () => {
  const of = (cancelBlockersAfterSeconds?: number) =>
    requestOf({ url: 'postgres://x@h/d' }, { cancelBlockersAfterSeconds });
  expect(of(30).cancelBlockersAfterSeconds).toBe(30);
  expect(of(30).again).toContain(' --cancel-blockers-after 30 -- ');
  expect(of().cancelBlockersAfterSeconds).toBeNull();
  for (const wrong of [0, -1, Number.NaN, Number.POSITIVE_INFINITY])
    expect(() => of(wrong)).toThrow('no number of seconds');
});

test('files that are applied after the command are expected by verify, and not yet by check', () => {
  const files = ({ expectation }: { expectation: { manifest: Manifest } | null }) =>
    expectation?.manifest.extra?.map(({ file }) => file);
  const { check, verify } = requestOf({ url: 'postgres://x@h/d' }, {}, {}, [extra('b.sql'), extra('c.sql')]);
  expect(files(check)).toEqual(['a.sql']);
  expect(files(verify)).toEqual(['a.sql', 'b.sql', 'c.sql']);
});

test('the command line that deploys again has the flags of this one, and no password', () => {
  const url = 'postgres://x@h/d';
  expect(requestOf({ url }).again).toBe('lockstep deploy --target production -- npx prisma migrate deploy');
  const ask = {
    command: ['sh', '-c', 'a && b', '--flag', 'postgres://ada:secret@h/d'],
    files: ['--config', 'my conf.json'],
    guards: ['schema' as const],
    withoutRestorePoint: true,
    peek: true,
    yes: true,
  };
  expect(requestOf({ url }, ask).to).toBe(`--target production --config 'my conf.json'`);
  expect(requestOf({ url }, ask).again).toBe(
    `lockstep deploy --target production --config 'my conf.json' --guard schema --no-restore-point --peek --yes -- sh -c 'a && b' --flag 'postgres://****'`,
  );
});

test('what a shell has to do first for a command of the tool: nothing, set a variable, or know where the URL is', () => {
  expect(requestOf({ url: `\${DATABASE_URL}` }).toReach).toEqual([]);
  expect(requestOf({ url: `\${SHOP_URL}` }).toReach).toEqual(['export DATABASE_URL="$SHOP_URL"']);
  expect(requestOf({ url: 'postgres://x@h/d' }).toReach[0]).toMatch(
    /^# DATABASE_URL has to hold the URL of "targets.production.url"/,
  );
  expect(requestOf({ secret: 'shop/check' }).toReach).toEqual([
    '# DATABASE_URL has to hold the URL of the secret shop/check',
  ]);
});
