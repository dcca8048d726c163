import * as z from 'zod';
import { secretText } from '../aws/secrets.ts';
import { ConnectionError, UsageError } from '../model/errors.ts';
import type { Target } from '../model/request.ts';

/**
 * The URL of a target, its credentials in it: from the configuration, or from its secret in AWS Secrets Manager, which
 * holds one of
 *
 *     postgres://user:password@host:5432/database
 *     { "url": "postgres://..." }
 *     { "DATABASE_URL": "postgres://..." }
 *     { "host": "...", "port": 5432, "username": "...", "password": "...", "dbname": "..." }
 *     { "username": "...", "password": "..." }
 *
 * The last is what RDS manages by itself; the target's `url` says the rest. A `url` without user and password does so
 * for the form with a host as well: it may lead through a proxy. `fresh` reads the secret again.
 * @throws ConnectionError `target/secret-...`; the message may name keys of the secret, never a value. UsageError
 * `target/no-url` where there is nothing to read them from.
 */
export async function urlOf(target: Target, options: { fresh?: boolean } = {}): Promise<string> {
  if (target.secret === null) return target.url ?? nothing(target);
  return urlFrom(await secretText(target.secret, options), target);
}

function nothing({ name }: Target): never {
  throw new UsageError(
    'target/no-url',
    `target ${name} has neither a URL nor a secret for this operation`,
    'give it a "secret" for check and verify, and a "fixSecret" for fix',
  );
}

/** What the text of a target's secret means. */
export function urlFrom(text: string, target: Pick<Target, 'name' | 'url'>): string {
  const held = parsed(text.replace(/^\uFEFF/, '').trim());
  if (typeof held === 'string') return postgresUrl(held, 'is neither JSON nor a postgres:// URL', target);
  const object = z.record(z.string(), z.unknown()).safeParse(held);
  if (!object.success) throw wrongShape('is JSON, but no object', target);
  const shape = shapes.find((each) => each.schema.safeParse(object.data).success);
  if (!shape) throw wrongShape(keysOf(object.data), target);
  return shape.url(shape.schema.parse(object.data), target);
}

type Place = Pick<Target, 'name' | 'url'>;

const filled = z.string().min(1);
const user = z.object({ username: filled, password: filled });
const place = user.extend({
  host: filled,
  port: z.union([z.number(), z.string().regex(/^\d+$/)]).default(5432),
  // RDS writes dbname; others, dbName or database.
  dbname: filled.optional(),
  dbName: filled.optional(),
  database: filled.optional(),
  engine: z.string().optional(),
});

/** With a host, it says where: that is then not to be passed over. */
const alone = user.extend({ host: z.undefined().optional() });

interface Shape<Held> {
  schema: z.ZodType<Held>;
  url(held: Held, target: Place): string;
}

const shape = <Held>(schema: z.ZodType<Held>, url: Shape<Held>['url']) => ({ schema, url }) as Shape<unknown>;

const shapes: Shape<unknown>[] = [
  shape(z.object({ url: filled }), ({ url }, target) => postgresUrl(url, 'has a url that is not postgres://', target)),
  shape(z.object({ DATABASE_URL: filled }), ({ DATABASE_URL }, target) =>
    postgresUrl(DATABASE_URL, 'has a DATABASE_URL that is not postgres://', target),
  ),
  shape(place, fromParts),
  shape(alone, (held, target) => {
    if (target.url !== null) return withUser(target.url, held);
    throw wrongShape('holds username and password alone', target, 'give the rest as "url" of the target');
  }),
];

function fromParts(held: z.output<typeof place>, target: Place): string {
  const { engine, host, port } = held;
  if (engine !== undefined && !/^(aurora-)?postgres(ql)?$/i.test(engine)) {
    throw wrongShape('has an engine other than postgres', target, 'name the secret of a PostgreSQL database');
  }
  if (target.url !== null && !hasUser(target.url)) return withUser(target.url, held);
  const name = held.dbname ?? held.dbName ?? held.database;
  if (name === undefined) {
    throw wrongShape('has no dbname', target, 'add it to the secret, or give host and database as "url" of the target');
  }
  if (!/^[\w.-]+$/.test(host)) throw wrongShape('has a host that is no name of a host', target);
  return withUser(`postgres://${host}:${port}/${encodeURIComponent(name)}`, held);
}

const scheme = /^(postgres(?:ql)?:\/\/)([^/?#]*@)?/;

function hasUser(url: string): boolean {
  return scheme.exec(url)?.[2] !== undefined;
}

function withUser(url: string, { username, password }: Pick<z.output<typeof user>, 'username' | 'password'>): string {
  const credentials = `${encodeURIComponent(username.toWellFormed())}:${encodeURIComponent(password.toWellFormed())}@`;
  return withoutUser(url).replace(scheme, (_, begin: string) => `${begin}${credentials}`);
}

/** Parameters `user` and `password` would win over those before the host. */
function withoutUser(url: string): string {
  const [place = '', ...query] = url.split('?');
  const isUser = (part: string) => ['user', 'password'].some((name) => new URLSearchParams(part).has(name));
  const rest = query.join('?').split('&');
  return [place, rest.filter((part) => !isUser(part)).join('&')].filter(Boolean).join('?');
}

function postgresUrl(url: string, complaint: string, target: Place): string {
  if (/^postgres(ql)?:\/\//.test(url.trim())) return url.trim();
  throw wrongShape(complaint, target);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No cause: the parser's message quotes the text.
    return text;
  }
}

const mostKeys = 12;

/** A key may be a value by mistake: shown is only what looks like a key and is in no value. */
function keysOf(held: Record<string, unknown>): string {
  const keys = Object.keys(held);
  const values = JSON.stringify(Object.values(held));
  const named = keys.filter((key) => /^[A-Za-z_][\w.-]{0,39}$/.test(key) && !values.includes(key)).slice(0, mostKeys);
  const rest = keys.length - named.length;
  if (keys.length === 0) return 'is an empty object';
  const more =
    rest === 0 ? '' : `${named.length === 0 ? '' : ' and '}${rest} that ${rest === 1 ? 'is' : 'are'} not shown`;
  return `has the keys ${named.join(', ')}${more}`;
}

function wrongShape(what: string, target: Place, next = hint): ConnectionError {
  return new ConnectionError('target/secret-wrong-shape', `the secret of target ${target.name} ${what}`, next);
}

const hint =
  'it has to hold a postgres:// URL, {"url"}, {"DATABASE_URL"}, {"host", "port", "username", "password", "dbname"}, or {"username", "password"}';
