import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { json } from 'node:stream/consumers';
import type { ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { parse } from 'yaml';
import { whenTheFileEnds } from '../../support/endings.ts';

const folder = dirname(dirname(createRequire(import.meta.url).resolve('@neondatabase/api-client')));
/** Neon's own description of its API, which its client is made from. */
const api = parse(readFileSync(join(folder, 'public-v2-for-users.gen.yaml'), 'utf8'));
const ajv = new Ajv2019({ strict: false, validateFormats: false });
for (const [name, schema] of Object.entries(api.components.schemas)) if (name.endsWith('Request')) close(schema);
ajv.addSchema(api, 'neon');

/** What a request holds within may have no other fields; `check` sees to its own. */
function close(schema: unknown): void {
  for (const inner of Object.values((schema as { properties?: object }).properties ?? {})) {
    if (inner.properties) inner.additionalProperties = false;
    close(inner);
  }
}

export interface FakeBranch {
  id: string;
  name: string;
  parent_id?: string;
  created_at: string;
  default: boolean;
  protected: boolean;
  expires_at?: string;
}

/** What is answered in place of what was asked for, `times` times. */
interface Trouble {
  method: string;
  status: number;
  body: object;
  times: number;
}

export interface NeonConsole {
  url: string;
  key: string;
  branches: FakeBranch[];
  /** "POST /projects/shop-1/branches" */
  calls: string[];
  bodies: unknown[];
  /** statuses that an operation goes through, the last for ever */
  operation: { status: string; error?: string }[];
  fail(method: string, status: number, body: object, times?: number): void;
}

export const project = 'shiny-wind-028834';

/** Neon's API for one project: what it is sent and what it answers is held against Neon's description of it. */
export async function neonConsole(): Promise<NeonConsole> {
  const troubles: Trouble[] = [];
  const neon: NeonConsole = {
    url: '',
    key: 'napi_secret_key_of_the_tests',
    branches: [branch({ id: 'br-main-1', name: 'main', default: true })],
    calls: [],
    bodies: [],
    operation: [{ status: 'running' }, { status: 'finished' }],
    fail: (method, status, body, times = 1) => troubles.push({ method, status, body, times }),
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, neon, troubles).catch((error: Error) => ({
      status: 400,
      body: { code: 'TEST', message: error.message },
    }));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  whenTheFileEnds(() => {
    server.closeAllConnections();
    server.close();
  });
  neon.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`;
  return neon;
}

export function branch(wish: Partial<FakeBranch>): FakeBranch {
  return {
    id: 'br-other-1',
    name: 'other',
    created_at: new Date().toISOString(),
    default: false,
    protected: false,
    ...wish,
  };
}

interface Answer {
  status: number;
  body: object;
}

async function answer(request: IncomingMessage, neon: NeonConsole, troubles: Trouble[]): Promise<Answer> {
  const { method = '', url = '', headers } = request;
  const { pathname, searchParams } = new URL(url, 'http://neon');
  const path = pathname.replace('/api/v2', '');
  const body = method === 'POST' || method === 'PATCH' ? await json(request) : undefined;
  neon.calls.push(`${method} ${path}`);
  if (headers.authorization !== `Bearer ${neon.key}`) return { status: 401, body: { code: '', message: 'bad key' } };
  const trouble = troubles.find((each) => each.method === method && each.times > 0);
  if (trouble) {
    trouble.times -= 1;
    return trouble;
  }
  const template = checked(method.toLowerCase(), path, { body, query: [...searchParams.keys()] });
  if (body !== undefined) neon.bodies.push(body);
  const result = handled(method, path, { neon, body, search: searchParams });
  checkAnswer(template, method.toLowerCase(), result);
  return result;
}

/** The path of the description that is meant; refuses what Neon does not know. */
function checked(method: string, path: string, { body, query }: { body: unknown; query: string[] }): string {
  const template = Object.keys(api.paths).find((each) =>
    new RegExp(`^${each.replace(/\{\w+\}/g, '[a-z0-9-]{1,60}')}$`).test(path),
  );
  const operation = template && api.paths[template][method];
  if (!operation) throw new Error(`Neon has no ${method} ${path}`);
  const known = (operation.parameters ?? []).map(
    (each: { name?: string; $ref?: string }) =>
      each.name ?? api.components.parameters[each.$ref?.split('/').at(-1) ?? ''].name,
  );
  const unknown = query.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`Neon knows no parameter ${unknown}`);
  if (body === undefined) return template;
  const pointer = `neon#/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method}/requestBody/content/application~1json/schema`;
  check(pointer.replaceAll('{', '%7B').replaceAll('}', '%7D'), body, `the body of ${method} ${path}`);
  return template;
}

const validators = new Map<string, ValidateFunction>();

function check($ref: string, value: unknown, what: string): void {
  const validate = validators.get($ref) ?? ajv.compile({ $ref, unevaluatedProperties: false });
  validators.set($ref, validate);
  if (!validate(value)) throw new Error(`${what}: ${ajv.errorsText(validate.errors)}`);
}

function checkAnswer(template: string, method: string, { status, body }: Answer): void {
  const found = api.paths[template][method].responses[status] ?? api.paths[template][method].responses[String(status)];
  if (!found) return;
  const at = found.$ref ? found.$ref : `#/paths/${template.replaceAll('/', '~1')}/${method}/responses/${status}`;
  check(
    `neon${at}/content/application~1json/schema`.replaceAll('{', '%7B').replaceAll('}', '%7D'),
    body,
    `the answer to ${method} ${template}`,
  );
}

interface Asked {
  neon: NeonConsole;
  body: unknown;
  search: URLSearchParams;
}

function handled(method: string, path: string, { neon, body, search }: Asked): Answer {
  const [, , ofProject, kind, id, action] = path.split('/');
  const missing = { status: 404, body: { code: '', message: 'not found' } };
  if (ofProject !== project) return missing;
  if (kind === 'endpoints') return { status: 200, body: { endpoints: [endpoint()] } };
  if (kind === 'operations') {
    const [next = { status: 'finished' }] = neon.operation.length > 1 ? neon.operation.splice(0, 1) : neon.operation;
    return { status: 200, body: { operation: operation(next) } };
  }
  if (id === undefined && method === 'GET') return listed(neon, search);
  if (id === undefined) return created(neon, body as { branch: Partial<FakeBranch> });
  const found = neon.branches.find((each) => each.id === id);
  if (found === undefined) return missing;
  if (method === 'GET') return { status: 200, body: { branch: whole(found), annotation: annotation() } };
  if (method === 'DELETE') neon.branches = neon.branches.filter((each) => each !== found);
  const set = (body as { branch?: object } | undefined)?.branch;
  if (method === 'PATCH') Object.assign(found, set);
  if (action === 'restore') neon.branches.push(branch({ id: 'br-before-1', name: 'before' }));
  return { status: 200, body: { branch: whole(found), operations: [operation({ status: 'finished' })] } };
}

/** In pages of two. */
function listed(neon: NeonConsole, search: URLSearchParams): Answer {
  const named = neon.branches.filter(({ name }) => name.includes(search.get('search') ?? ''));
  const from = Number(search.get('cursor') ?? 0);
  const page = named.slice(from, from + 2);
  const next = from + 2 < named.length ? { next: String(from + 2) } : {};
  return {
    status: 200,
    body: {
      branches: page.map(whole),
      annotations: {},
      pagination: { ...next, sort_by: 'updated_at', sort_order: 'desc' },
    },
  };
}

function created(neon: NeonConsole, { branch: wish }: { branch: Partial<FakeBranch> }): Answer {
  const made = branch({ ...wish, id: `br-made-${neon.branches.length}` });
  neon.branches.push(made);
  const body = {
    branch: whole(made),
    endpoints: [],
    operations: [operation({ status: 'running' })],
    roles: [],
    databases: [],
  };
  return { status: 201, body };
}

function whole(each: FakeBranch): object {
  const zero = {
    cpu_used_sec: 0,
    active_time_seconds: 0,
    compute_time_seconds: 0,
    written_data_bytes: 0,
    data_transfer_bytes: 0,
  };
  const { created_at, expires_at } = each;
  return {
    ...each,
    expires_at: expires_at ?? undefined,
    ...zero,
    project_id: project,
    current_state: 'ready',
    state_changed_at: created_at,
    updated_at: created_at,
    creation_source: 'console',
  };
}

function operation(state: { status: string; error?: string }): object {
  const at = '2026-11-21T09:00:00Z';
  return {
    ...state,
    id: 'a07f8772-1877-4da9-a939-3a3ae62d1d8d',
    project_id: project,
    action: 'create_branch',
    failures_count: 0,
    created_at: at,
    updated_at: at,
    total_duration_ms: 100,
  };
}

/** As in the description's own example. */
function annotation(): object {
  const found = api.paths['/projects/{project_id}/branches/{branch_id}'].get.responses['200'] ?? {};
  return found.content['application/json'].example.annotation;
}

/** As in the description's own example. */
function endpoint(): object {
  const [sample] =
    api.paths['/projects/{project_id}/endpoints'].get.responses['200'].content['application/json'].example.endpoints;
  return { ...sample, id: 'ep-shop-1', project_id: project, branch_id: 'br-main-1' };
}
