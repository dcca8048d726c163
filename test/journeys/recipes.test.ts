import { execFile } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { parse } from 'yaml';
import { type Serving, serving } from '../functions/serving.ts';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';

// biome-ignore lint/suspicious/noExplicitAny: shapes of other programs, looked into by the tests
type Recipe = any;

const token = '0f3a9b1c2d4e5f60718293a4b5c6d7e80f3a9b1c2d4e5f60718293a4b5c6d7e8';
const host = 'https://lockstep.example.com';
const read = (file: string) => readFileSync(join('examples', file), 'utf8');

let shop: TestDatabase;
let server: Serving;

beforeAll(async () => {
  const orders = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
  shop = await database(orders, { forFile: true });
  const folder = folderWith({ 'lockstep.config.json': { targets: { production: { url: shop.url } } } });
  const env = { LOCKSTEP_BEARER_TOKEN: token };
  server = await serving(env, ['--config', join(folder, 'lockstep.config.json')]);
});

/** A sequence that is behind its rows: no deploy may go on. */
beforeEach(() => shop.query("SELECT setval('orders_id_seq', 1)"));

/** Lets the sequence be clear of the rows. */
const repair = () => shop.query("SELECT setval('orders_id_seq', 50)");

/** A request as Go's client sends it to an address: user and password of it become a header. */
async function post(address: string, headers: Record<string, string>, body: string) {
  const url = new URL(
    address.replace(/https:\/\/((?:[^@/]*@)?)lockstep\.example\.com/, (_, user) => `http://${user}here`),
  );
  const user = url.username === '' ? {} : basic(decodeURIComponent(url.username), decodeURIComponent(url.password));
  const reply = await fetch(`${server.address}${url.pathname}${url.search}`, {
    method: 'POST',
    headers: { ...user, ...headers },
    body,
  });
  return { status: reply.status, text: await reply.text() };
}

function basic(user: string, password: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` };
}

describe('Flagger', () => {
  // https://github.com/fluxcd/flagger/blob/main/pkg/controller/webhook.go
  const canary: Recipe = parse(read('flagger/canary.yaml').replaceAll(`\${LOCKSTEP_BEARER_TOKEN}`, token));
  const goesOn = async (type: string) => {
    const hook = canary.spec.analysis.webhooks.find((each: Recipe) => each.type === type);
    const { name, namespace } = canary.metadata;
    const payload = { name, namespace, phase: 'Progressing', checksum: '85d557f47b', metadata: hook.metadata };
    const { status, text } = await post(hook.url, { 'Content-Type': 'application/json' }, JSON.stringify(payload));
    return { ok: status >= 200 && status <= 202, text };
  };

  test.each([
    ['confirm-rollout', 'check'],
    ['confirm-promotion', 'verify'],
  ])('is held up at %s by %s, and says why in its events, until the database is well', async (type, operation) => {
    const held = await goesOn(type);
    expect(held.ok).toBe(false);
    expect(held.text).toContain('sequences (1 behind)');
    await repair();
    const { ok, text } = await goesOn(type);
    expect(ok).toBe(true);
    expect(JSON.parse(text)).toMatchObject({ operation, deploy: { ref: 'production/shop', actor: 'flagger' } });
    const values = await shop.query('SELECT last_value FROM orders_id_seq');
    expect(values, 'no value is used up').toEqual([{ last_value: '50' }]);
  });
});

describe('Argo Rollouts', () => {
  // https://github.com/argoproj/argo-rollouts/blob/master/metricproviders/webmetric/webmetric.go
  const template: Recipe = parse(read('argo-rollouts/analysis-template.yaml'));
  const { args, metrics } = template.spec;
  const filled = (text: string) =>
    text.replace(/\{\{ *args\.([\w-]+) *\}\}/g, (_, name) => {
      const arg = args.find((each: Recipe) => each.name === name);
      return arg.value ?? (arg.valueFrom.secretKeyRef ? token : '');
    });
  const measured = async () => {
    const { provider, successCondition } = JSON.parse(filled(JSON.stringify(metrics[0])));
    const { url, method, headers, jsonBody, jsonPath, timeoutSeconds } = provider.web;
    expect(method).toBe('POST');
    expect(timeoutSeconds).toBeGreaterThan(10);
    const all = Object.fromEntries(headers.map(({ key, value }: Recipe) => [key, value]));
    const { status, text } = await post(url, { ...all, 'content-type': 'application/json' }, JSON.stringify(jsonBody));
    if (status < 200 || status > 299) return 'Error';
    const [, path] = /^\{\$\.([\w.]+)\}$/.exec(jsonPath) ?? [];
    const result = path?.split('.').reduce((value, key) => value[key], JSON.parse(text));
    const [, expected] = /^result == (true|false)$/.exec(successCondition) ?? [];
    return result === JSON.parse(expected ?? 'null') ? 'Successful' : 'Failed';
  };

  test('an analysis fails, and is no error, until the database is well', async () => {
    expect(await measured()).toBe('Failed');
    await repair();
    expect(await measured()).toBe('Successful');
  });
});

describe('Argo CD', () => {
  const job: Recipe = parse(read('argo-cd/presync-job.yaml'));
  const synced = async (password = token) => {
    const [container] = job.spec.template.spec.containers;
    const [program, ...words] = container.command.map((word: string) => word.replaceAll(host, server.address));
    const env = Object.fromEntries(container.env.map(({ name }: Recipe) => [name, password]));
    return promisify(execFile)(program, words, { env: { PATH: process.env.PATH, ...env } }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code, stdout }),
    );
  };

  test('a sync does not begin, and the log of the job says why, until the database is well', async () => {
    expect(job.metadata.annotations['argocd.argoproj.io/hook']).toBe('PreSync');
    const held = await synced();
    expect(held.code).toBeGreaterThan(0);
    expect(held.stdout).toContain('sequences (1 behind)');
    expect((await synced('another token')).code).toBeGreaterThan(0);
    await repair();
    expect(await synced()).toMatchObject({ code: 0, stdout: expect.stringContaining('"verdict":"pass"') });
  });
});

describe('Azure Pipelines', () => {
  // https://github.com/microsoft/azure-pipelines-tasks/blob/master/Tasks/InvokeRestApiV1/task.json
  const { stages }: Recipe = parse(read('azure-pipelines/azure-pipelines.yml'));
  const variables: Record<string, string> = {
    'Build.SourceVersion': '0f3a9b1c',
    'Build.SourceBranch': 'refs/heads/main',
  };
  const succeeds = async (stage: string) => {
    const { jobs } = stages.find((each: Recipe) => each.stage === stage);
    expect(jobs[0].pool).toBe('server');
    const { task, inputs } = jobs[0].steps[0];
    expect([task, inputs.method, inputs.waitForCompletion]).toEqual(['InvokeRESTAPI@1', 'POST', 'false']);
    const body = inputs.body.replace(/\$\(([\w.]+)\)/g, (_: string, name: string) => variables[name]);
    const connection = basic('lockstep', token);
    const { status, text } = await post(
      `${host}${inputs.urlSuffix}`,
      { ...connection, ...JSON.parse(inputs.headers) },
      body,
    );
    const [, key = '', value = ''] = /^eq\(root\['(\w+)'\], (true|false)\)$/.exec(inputs.successCriteria) ?? [];
    const answer = JSON.parse(text);
    expect(answer.deploy).toEqual({ sha: '0f3a9b1c', ref: 'refs/heads/main' });
    return status >= 200 && status <= 299 && answer[key] === JSON.parse(value);
  };

  test.each(['check', 'verify'])('the stage %s fails until the database is well', async (stage) => {
    expect(await succeeds(stage)).toBe(false);
    await repair();
    expect(await succeeds(stage)).toBe(true);
  });
});

describe('GitLab CI', () => {
  const pipeline: Recipe = parse(read('gitlab/.gitlab-ci.yml'));
  const passes = async (name: string) => {
    const job = pipeline[name];
    const lines = [...(pipeline[job.extends].before_script ?? []), ...job.script];
    // What a runner has: npm, and the command among the dependencies.
    const folder = folderWith({
      npm: '#!/bin/sh\ntest "$*" = ci',
      npx: `#!/bin/sh\ntest "$1" = lockstep && shift && exec '${process.execPath}' '${inject('cli')}' "$@"`,
    });
    for (const program of ['npm', 'npx']) chmodSync(join(folder, program), 0o755);
    const env = { PATH: `${folder}:${process.env.PATH}`, DATABASE_URL: shop.url, CI: 'true', GITLAB_CI: 'true' };
    const cwd = folderWith();
    return promisify(execFile)('bash', ['-e', '-c', lines.join('\n')], { env, cwd }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }) => ({ code, stdout }),
    );
  };

  test('a deploy begins once the database is well, and is proven after it', async () => {
    const names = Object.keys(pipeline);
    expect(names.indexOf('lockstep-check')).toBeLessThan(names.indexOf('deploy'));
    expect(pipeline.stages).toEqual(['check', 'deploy', 'verify']);
    expect(await passes('lockstep-check')).toMatchObject({ code: 1, stdout: expect.stringContaining('1 behind') });
    await repair();
    expect(await passes('lockstep-check')).toMatchObject({ code: 0 });
    expect(await passes('lockstep-verify')).toMatchObject({ code: 0 });
  });
});
