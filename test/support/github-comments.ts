import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { Ajv } from 'ajv';
import { whenTheFileEnds } from './endings.ts';

interface Comment {
  id: number;
  body: string;
  /** the token's where nothing is said */
  user?: { login: string; type: 'Bot' | 'User' };
}

const bot: NonNullable<Comment['user']> = { login: 'github-actions[bot]', type: 'Bot' };

interface OperationSchema {
  method: string;
  path: string;
  parameters: { name: string; in: 'path' | 'query'; required?: boolean; schema: object }[];
  body?: object;
  status: number;
}

const { operations }: { operations: OperationSchema[] } = JSON.parse(
  readFileSync('test/support/schemas/github-comments.json', 'utf8'),
);
const ajv = new Ajv({ strict: false, coerceTypes: true, validateFormats: false });

export interface GitHub {
  url: string;
  token: string;
  /** whose token it is: that of a job unless it is said */
  owner: NonNullable<Comment['user']>;
  /** of the one pull request that there is */
  comments: Comment[];
  /** every request that came, "GET /repos/..." */
  requests: string[];
  /** what the next requests are answered with in place of their answers */
  refusals: { status: number; message: string }[];
}

/**
 * GitHub's comments of pull request 7 of octo-org/shop on a port of this machine, gone with the file. It refuses what does
 * not fit GitHub's published description of its API, and bodies that GitHub finds too long.
 */
export async function githubWithComments(comments: Comment[] = []): Promise<GitHub> {
  const github: GitHub = { url: '', token: 'ghs_token_of_the_tests', owner: bot, comments, requests: [], refusals: [] };
  const server = createServer(async (request, response) => {
    const { status, body } = await answered(request, github);
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  whenTheFileEnds(() => void server.close());
  github.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return github;
}

async function answered(request: IncomingMessage, github: GitHub): Promise<{ status: number; body: unknown }> {
  const { method = '', headers } = request;
  const address = new URL(request.url ?? '', 'http://github');
  const sent = method === 'GET' ? undefined : ((await json(request)) as { body: string });
  github.requests.push(`${method} ${address.pathname}${address.search}`);
  const refusal = github.refusals.shift();
  if (refusal) return refused(refusal.status, refusal.message);
  if (headers.authorization !== `Bearer ${github.token}`) return refused(401, 'Bad credentials');
  if (!headers['user-agent']) return refused(403, 'Request forbidden by administrative rules');
  if (address.pathname === '/user') {
    return github.owner.type === 'User'
      ? { status: 200, body: github.owner }
      : refused(403, 'Resource not accessible by integration');
  }
  const found = operations
    .map((operation) => ({ operation, values: valuesIn(operation, address.pathname) }))
    .find(({ operation, values }) => operation.method === method && values !== null);
  if (!found?.values) return refused(404, 'Not Found');
  const { operation, values } = found;
  const fault = faultOf(operation, { ...values, ...Object.fromEntries(address.searchParams) }, sent);
  if (fault !== null) return refused(422, fault);
  return carriedOut(
    operation,
    { ...values, ...Object.fromEntries(address.searchParams) },
    { github, text: sent?.body },
  );
}

function refused(status: number, message: string) {
  return { status, body: { message, documentation_url: 'https://docs.github.com/rest' } };
}

function valuesIn({ path }: OperationSchema, pathname: string): Record<string, string> | null {
  const pattern = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`);
  const groups = pattern.exec(pathname)?.groups;
  return groups ? { ...groups } : null;
}

/** What GitHub's own description says against a request; null where it says nothing. */
function faultOf(operation: OperationSchema, values: Record<string, string>, sent: unknown): string | null {
  const schema = {
    type: 'object',
    properties: Object.fromEntries(operation.parameters.map(({ name, schema }) => [name, schema])),
    required: operation.parameters.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
  if (!ajv.validate(schema, { ...values })) return ajv.errorsText();
  if (operation.body && !ajv.validate({ ...operation.body, additionalProperties: false }, sent))
    return ajv.errorsText();
  return null;
}

function carriedOut(
  { method, status }: OperationSchema,
  values: Record<string, string>,
  { github, text = '' }: { github: GitHub; text: string | undefined },
) {
  const { comments } = github;
  if (`${values.owner}/${values.repo}` !== 'octo-org/shop') return refused(404, 'Not Found');
  if (text.length > 65_536) return refused(422, 'Body is too long (maximum is 65536 characters)');
  if (values.comment_id !== undefined) {
    const comment = comments.find(({ id }) => String(id) === values.comment_id);
    if (!comment) return refused(404, 'Not Found');
    comment.body = text;
    return { status, body: comment };
  }
  if (values.issue_number !== '7') return refused(404, 'Not Found');
  if (method === 'POST') {
    const comment = { id: 3_000_000_000 + comments.length, body: text, user: github.owner };
    comments.push(comment);
    return { status, body: comment };
  }
  const size = Math.min(Number(values.per_page ?? 30), 100);
  const from = (Number(values.page ?? 1) - 1) * size;
  return { status, body: comments.slice(from, from + size).map((comment) => ({ user: github.owner, ...comment })) };
}
