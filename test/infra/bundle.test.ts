import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, bundleFunction, bundleLimit } from '../../infra/bundle.ts';
import { hmac } from '../../infra/lean/sha256.ts';
import { operationSchema } from '../../shared/model/report.ts';

const operations = operationSchema.options;
const folder = mkdtempSync(join(tmpdir(), 'lockstep-bundles-'));
let bundles: Bundle[];

beforeAll(async () => {
  bundles = await Promise.all(operations.map((operation) => bundleFunction(operation, join(folder, operation))));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(operations)('the bundle of %s', (operation) => {
  it('weighs no more than a cold start may have to read', () => {
    const { bytes, parts } = bundles[operations.indexOf(operation)] as Bundle;
    const biggest = parts.slice(0, 12).map(([name, size]) => `${size} ${name}`);
    expect(bytes, `${bytes} bytes, of which\n${biggest.join('\n')}\n`).toBeLessThanOrEqual(bundleLimit);
  });

  it('has what not every call needs in files of its own', () => {
    const files = [
      'data.cjs',
      'github.cjs',
      'html.cjs',
      'index.cjs',
      'libpg-query.wasm',
      'lint.cjs',
      'neon.cjs',
      'schema.cjs',
    ];
    expect(readdirSync(join(folder, operation)).sort()).toEqual(files);
  });

  it('starts in a process of its own and answers in words where it cannot read its secret', async () => {
    const settings = { targets: { production: { secret: 'a-secret', fixSecret: 'a-secret' } } };
    const code = `const { handler } = await import(process.argv[1]);
      const context = { awsRequestId: '1', functionName: 'f', getRemainingTimeInMillis: () => 20_000 };
      console.log('RESULT' + JSON.stringify(await handler({}, context)));`;
    const file = join(folder, operation, 'index.cjs');
    const env = { LOCKSTEP_SETTINGS: JSON.stringify(settings), PATH: '' };
    const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', code, file], {
      env,
      timeout: 20_000,
    });
    const result = JSON.parse(/RESULT(.*)/.exec((await run).stdout)?.[1] ?? 'null');
    expect(result).toMatchObject({ operation, verdict: 'unknown', ok: false });
    expect(result.summary).toContain('a-secret');
  });
});

it('the same source gives the same bytes, so that a deploy without a change uploads nothing', async () => {
  await bundleFunction('check', join(folder, 'again'));
  const [one, other] = ['check', 'again'].map((name) => readFileSync(join(folder, name, 'index.cjs')));
  expect(one?.equals(other as Buffer)).toBe(true);
});

it('signs webhooks with the crypto of Node.js as the package that it stands in for does', () => {
  const secret = Buffer.from('a secret of twenty-four.');
  const now = new Date();
  const expected = new Webhook(secret.toString('base64')).sign('msg_1', now, '{}');
  const content = new TextEncoder().encode(`msg_1.${Math.floor(now.getTime() / 1000)}.{}`);
  expect(`v1,${Buffer.from(hmac(secret, content)).toString('base64')}`).toBe(expected);
});
