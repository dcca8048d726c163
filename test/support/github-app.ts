import { createVerify, generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import { onTestFinished } from 'vitest';

export const appId = 4711;
export const installation = 5;

/** As GitHub hands them out: PKCS#1. */
const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
export const privateKey = keys.privateKey;

interface Published {
  request: { additionalProperties?: boolean; anyOf?: object[] };
  response?: object;
}
const ajv = new Ajv({ strict: false, validateFormats: false });
const published = (name: string): Published =>
  JSON.parse(readFileSync(`test/support/schemas/github-${name}.json`, 'utf8'));
const tokens = published('app-token');
const rules = published('deployment-protection-rule');

export interface Told {
  environment_name: string;
  state?: 'approved' | 'rejected';
  comment: string;
}
interface Reply {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface GitHubApi {
  url: string;
  /** the verdicts that were accepted, by run, in order */
  told: { run: string; review: Told }[];
  /** every request: method, path and the status that it was answered with */
  requests: { path: string; status: number; authorization: string }[];
  /** what the next callbacks are answered with, one after the other; the last one again where `forEver` */
  fail(replies: Reply[], options?: { forEver?: boolean; path?: RegExp }): void;
  /** resolves with the verdict on a run */
  verdict(run?: string): Promise<Told>;
}

/**
 * GitHub's API as an app with a deployment protection rule needs it, gone with the test. It refuses what GitHub refuses: a JWT
 * that its key did not sign or that lives too long, a token that it did not hand out, a body that is not as published.
 */
export async function githubApi(): Promise<GitHubApi> {
  const issued = new Map<string, { repositories: number[]; permissions: Record<string, string> }>();
  const told: GitHubApi['told'] = [];
  const requests: GitHubApi['requests'] = [];
  const troubles = { replies: [] as Reply[], forEver: false, path: /deployment_protection_rule$/ };
  const trouble = (path: string) => {
    if (!troubles.path.test(path)) return undefined;
    return troubles.forEver && troubles.replies.length === 1 ? troubles.replies[0] : troubles.replies.shift();
  };
  const server = createServer(async (request, response) => {
    const path = request.url ?? '';
    const body = await text(request);
    const reply = trouble(path) ?? answer(request, body, { issued, told });
    requests.push({ path, status: reply.status, authorization: request.headers.authorization ?? '' });
    response.writeHead(reply.status, { 'content-type': 'application/json', ...reply.headers });
    response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    told,
    requests,
    fail: (replies, options = {}) => Object.assign(troubles, { replies, ...options }),
    async verdict(run = '1234567890') {
      for (const end = Date.now() + 20_000; Date.now() < end; ) {
        const found = told.find((each) => each.run === run);
        if (found) return found.review;
        await new Promise((done) => setTimeout(done, 10));
      }
      throw new Error(`GitHub was never told about ${run}`);
    },
  };
}

interface State {
  issued: Map<string, { repositories: number[]; permissions: Record<string, string> }>;
  told: GitHubApi['told'];
}

function answer(request: IncomingMessage, body: string, state: State): Reply {
  if (request.method !== 'POST') return refused(404, 'Not Found');
  if (!/\bjson\b/.test(request.headers['content-type'] ?? '')) return refused(415, 'Unsupported Media Type');
  const [, own] = /^\/app\/installations\/(\d+)\/access_tokens$/.exec(request.url ?? '') ?? [];
  if (own !== undefined) return tokenFor(Number(own), request, { body: JSON.parse(body), state });
  const [, repository, run] =
    /^\/repos\/([\w.-]+\/[\w.-]+)\/actions\/runs\/(\d+)\/deployment_protection_rule$/.exec(request.url ?? '') ?? [];
  if (repository === undefined || run === undefined) return refused(404, 'Not Found');
  return decided(run, request, { body: JSON.parse(body), state });
}

function tokenFor(id: number, { headers }: IncomingMessage, { body, state }: { body: Asked; state: State }): Reply {
  const wrong = wrongWithJwt(/^bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '');
  if (wrong !== null) return refused(401, wrong);
  if (id !== installation) return refused(404, 'Not Found');
  if (!ajv.validate({ ...tokens.request, additionalProperties: false }, body)) return refused(422, ajv.errorsText());
  const token = `ghs_${Buffer.from(String(Math.random())).toString('hex')}`;
  state.issued.set(token, { repositories: body.repository_ids ?? [], permissions: body.permissions ?? {} });
  const reply = {
    token,
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    permissions: body.permissions,
    repository_selection: 'selected',
  };
  if (!ajv.validate(tokens.response ?? {}, reply)) throw new Error(`GitHub would not answer so: ${ajv.errorsText()}`);
  return { status: 201, body: reply };
}

interface Asked {
  repository_ids?: number[];
  permissions?: Record<string, string>;
}

/** https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/generating-a-json-web-token-jwt-for-a-github-app */
function wrongWithJwt(token: string): string | null {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const verify = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  if (!verify.verify(keys.publicKey, signature, 'base64url')) return 'A JSON web token could not be decoded';
  const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString());
  const { iat, exp, iss } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const now = Date.now() / 1000;
  if (alg !== 'RS256' || iss !== appId) return 'Integration not found';
  if (iat > now || exp <= now) return "'Issued at' claim is in the future, or 'Expiration time' is over";
  return exp - now > 600 || exp - iat > 600 ? "'Expiration time' claim ('exp') is too far in the future" : null;
}

function decided(run: string, { headers }: IncomingMessage, { body, state }: { body: Told; state: State }): Reply {
  const token = /^(?:token|bearer) (\S+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const rights = state.issued.get(token);
  if (rights === undefined) return refused(401, 'Bad credentials');
  if (rights.permissions.deployments !== 'write' || !rights.repositories.includes(186853002)) {
    return refused(403, 'Resource not accessible by integration');
  }
  const known = ['environment_name', 'state', 'comment'];
  const strange = Object.keys(body).filter((key) => !known.includes(key));
  if (strange.length > 0 || !ajv.validate(rules.request, body)) return refused(422, `${strange} ${ajv.errorsText()}`);
  if (body.comment.length > 1024) return refused(422, 'comment is too long');
  state.told.push({ run, review: body });
  return { status: 204 };
}

function refused(status: number, message: string): Reply {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) } };
}
