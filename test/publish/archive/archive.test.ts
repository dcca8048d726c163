import { existsSync, globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../../shared/publish/archive/folder.ts';
import { latestKey, reportKey, safeKey } from '../../../shared/publish/archive/keys.ts';
import { lastReport, reportArchive } from '../../../shared/publish/archive/report-archive.ts';
import { s3Archive } from '../../../shared/publish/archive/s3.ts';
import { report, target } from '../../report/samples.ts';
import { type AwsEndpoint, awsEndpoint } from '../../support/aws.ts';
import { folderWith } from '../../support/command.ts';

let aws: AwsEndpoint;
beforeAll(async () => {
  aws = await awsEndpoint();
  Object.assign(process.env, aws.environment);
});

const archives: [string, () => Archive][] = [
  ['a bucket', () => s3Archive(`bucket-${aws.objects.size}`)],
  ['a folder', () => folderArchive(folderWith())],
];

describe.each(archives)('an archive in %s', (_, make) => {
  test('gives back what was written last, and null where nothing was', async () => {
    const archive = make();
    expect(await archive.read('latest/shop/check.json')).toBeNull();
    await archive.write('latest/shop/check.json', 'first');
    await archive.write('latest/shop/check.json', 'zweite Fassung ✔');
    expect(await archive.read('latest/shop/check.json')).toBe('zweite Fassung ✔');
  });

  test('is claimed by one of many who try at once', async () => {
    const archive = make();
    const claims = await Promise.all(['1', '2', '3', '4', '5'].map((text) => archive.claim('calls/abc', text)));
    expect(claims.filter(Boolean)).toHaveLength(1);
    expect(await archive.read('calls/abc')).toBe(String(claims.indexOf(true) + 1));
    expect(await archive.claim('calls/abc', 'later')).toBe(false);
  });

  test.each(['../out', 'a/../../out', '/etc/passwd', 'a//b', '.', 'a\\b', 'a\0b', '', 'a/', 'ü', 'a%2e'])(
    'refuses the key %j',
    async (key) => {
      const archive = make();
      for (const attempt of [archive.read(key), archive.write(key, ''), archive.claim(key, '')]) {
        await expect(attempt).rejects.toThrow('a key of the archive');
      }
    },
  );

  test('keeps each report under its target and day, and which one was the last', async () => {
    const archive = make();
    const first = report();
    const second = report({ id: '01JD6B5T7M3V8Q2N4X9Z0C1R5F' });
    await reportArchive(archive).tell(first, 'problems');
    const kept = await reportArchive(archive).tell(second, 'problems');
    expect(kept).toEqual({ status: 'sent', detail: archive.addressOf(reportKey(second)) });
    expect(reportKey(first)).toBe('reports/production/2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E.json');
    expect(JSON.parse((await archive.read(reportKey(first))) ?? '')).toEqual(first);
    expect(await lastReport(archive, first)).toEqual(second);
    expect(await lastReport(archive, { ...first, operation: 'fix' })).toBeNull();
  });

  test('has no last report where what lies there is none', async () => {
    const archive = make();
    await archive.write(latestKey(report()), '{"verdict":"pass"');
    expect(await lastReport(archive, report())).toBeNull();
  });
});

test('every name that a target may have is a key that stays in its place, and no two share one', () => {
  const name = fc.oneof(fc.stringMatching(/^[\w.-]+$/), fc.constantFrom('.', '..', '...'));
  fc.assert(
    fc.property(name, name, (one, other) => {
      const [first, second] = [one, other].map((name) => reportKey(report({ target: { ...target, name } })));
      expect(safeKey(first ?? '').split('/')).toHaveLength(4);
      expect(first === second).toBe(one === other);
    }),
  );
});

describe('a bucket', () => {
  test('is asked by signed requests, in path style where an endpoint is set', async () => {
    await s3Archive('shop').write('a/b', '{}');
    expect(aws.requests.at(-1)).toMatchObject({ method: 'PUT', path: '/shop/a/b', signed: true });
    expect(s3Archive('shop').addressOf('a/b')).toBe('s3://shop/a/b');
  });

  test('that fails for a moment is asked again; a claim is not, as the first may have been heard', async () => {
    aws.fail('s3', { status: 503 }, 1);
    await s3Archive('shop').write('again', '{}');
    expect(aws.objects.get('shop/again')).toBe('{}');
    aws.fail('s3', { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }, 1);
    await expect(s3Archive('shop').claim('once', '{}')).rejects.toThrow(
      'S3 answered 503 SlowDown to PUT s3://shop/once',
    );
    expect(aws.objects.has('shop/once')).toBe(false);
  });

  test('that is asked for the same claim by two at once lets neither believe it twice', async () => {
    aws.fail('s3', { status: 409, body: '<Error><Code>ConditionalRequestConflict</Code></Error>' }, 1);
    expect(await s3Archive('shop').claim('conflict', '{}')).toBe(false);
  });

  test('that may not be read says so, and is not taken for an empty one', async () => {
    aws.fail('s3', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }, 1);
    await expect(s3Archive('shop').read('a/b')).rejects.toThrow('S3 answered 403 AccessDenied to GET s3://shop/a/b');
  });
});

test('a folder holds whole files only, and nothing that was in the making', async () => {
  const folder = join(folderWith(), 'not', 'there', 'yet');
  const archive = folderArchive(folder);
  await Promise.all(['a', 'b', 'c'].map((text) => archive.write('x/y', text.repeat(100_000))));
  await archive.claim('x/z', '1');
  await archive.claim('x/z', '2');
  expect((await archive.read('x/y'))?.length).toBe(100_000);
  expect(globSync('**/*', { cwd: folder }).sort()).toEqual(['x', 'x/y', 'x/z'].map((path) => join(path)));
  expect(existsSync(join(dirname(folder), 'y'))).toBe(false);
});
