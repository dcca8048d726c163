import { timingSafeEqual } from 'node:crypto';
import type { Desk } from '../../../shared/answer/desk.ts';
import { identify } from '../../../shared/answer/identify.ts';
import { HttpError } from '../../../shared/answer/problem.ts';
import type { HttpCall } from '../../../shared/invocation/http.ts';
import { UnauthorizedError } from '../../../shared/model/errors.ts';
import { type Operation, operationSchema } from '../../../shared/model/report.ts';
import { hasKeys } from '../keys.ts';
import { type Sessions, secretText, sessionsIn } from './sessions.ts';
import { slowed } from './slowed.ts';

/** Somebody who may see the page. */
export interface Visitor {
  /** for the log; a reader came to an open page without what runs anything from it */
  name: 'page' | 'reader' | 'bearer';
  /** whether this one may run an operation: `auth.fixSecret` accepts no other keys */
  may(operation: Operation): Promise<boolean>;
}

/** What stands before the page. */
export interface Entrance {
  /** in every form of the page, so that no other site can send one: it cannot read ours */
  formToken: string;
  /** whether people log in; else whoever reaches the page may read it */
  asksForToken: boolean;
  /** with which an open page is reached first, by whoever may run something from it; null where people log in */
  oneTimeToken: string | null;
  /** The cookie of a new session for the first one who comes with the one-time token; else null. */
  invited(call: HttpCall): string | null;
  /** @throws UnauthorizedError for whoever has to log in, HttpError for whoever comes by way of another name or site */
  visitor(call: HttpCall): Promise<Visitor>;
  /** @throws HttpError 403 for a form that is none of this page */
  requireOwnForm(call: HttpCall, form: URLSearchParams): void;
  /** The cookie of a new session; @throws UnauthorizedError for a wrong token */
  login(call: HttpCall, form: URLSearchParams): Promise<string>;
  /** The cookie that ends a session. */
  logout(call: HttpCall): string;
}

/** Where a server listens. */
export interface Address {
  host: string;
  /** known once it listens */
  port(): number;
}

/**
 * Lets people in. On this machine, where no keys are set up, everybody who comes by its own name may read, and whoever came with
 * the one-time token may run as well: a proxy need not say that it is one, and behind it all the world looks as if it were here.
 * Else whoever shows a bearer token, in a header or once in a form.
 */
export function entranceOf(desk: Desk, address: Address): Entrance {
  const open = isLoopback(address.host) && !hasKeys(desk.settings.auth);
  const sessions = sessionsIn();
  const weigh = slowed();
  const formToken = secretText();
  const cookie = () => `lockstep-${address.port()}`;
  const begun = (call: HttpCall, token: string) =>
    `${cookie()}=${sessions.open(token)}; ${attributes(call)}; Max-Age=43200`;
  const oneTimeToken = open ? secretText() : null;
  let unused = oneTimeToken;
  return {
    formToken,
    asksForToken: !open,
    oneTimeToken,
    invited(call) {
      const isFirst = unused !== null && call.method === 'GET' && equal(call.query.get('token') ?? '', unused);
      if (!isFirst) return null;
      unused = null;
      return begun(call, '');
    },
    async visitor(call) {
      if (open) {
        requireThisMachine(call, address.port());
        const mayRun = sessions.tokenOf(cookieIn(call, cookie())) !== null;
        return { name: mayRun ? 'page' : 'reader', may: async () => mayRun };
      }
      const token = await provenToken(call, { desk, sessions, cookie: cookie(), weigh });
      return { name: 'bearer', may: (operation) => opens(token, operation, desk) };
    },
    requireOwnForm(call, form) {
      requireSameOrigin(call, open);
      if (!equal(form.get('token') ?? '', formToken)) throw foreign('the form is not one of this page as it is now');
    },
    async login(call, form) {
      requireSameOrigin(call, open);
      const token = await weigh(() => proven(form.get('key')?.trim() ?? '', desk));
      if (token === null) throw new UnauthorizedError('usage/unauthorized', 'this token opens nothing', 'try another');
      return begun(call, token);
    },
    logout(call) {
      sessions.close(cookieIn(call, cookie()));
      return `${cookie()}=; ${attributes(call)}; Max-Age=0`;
    },
  };
}

/** Whether a server that listens there can be reached from this machine alone. */
function isLoopback(host: string): boolean {
  return ['127.0.0.1', '::1', 'localhost'].includes(host);
}

/**
 * Against DNS rebinding: a name of another site that leads here is not ours. What a proxy says that it passes on is not from here,
 * nor is HTTP/1.0, which no browser speaks, and nginx does by itself.
 */
function requireThisMachine({ headers, version }: HttpCall, port: number): void {
  const names = ['127.0.0.1', '[::1]', 'localhost'];
  const known = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  if (!known.includes(headers.host?.toLowerCase() ?? '')) throw foreign('the page is not known under this name');
  const passedOn = ['forwarded', 'via', 'x-real-ip', 'x-forwarded-for', 'x-forwarded-host'];
  if (version === '1.0' || passedOn.some((name) => headers[name] !== undefined)) {
    throw foreign('without keys the page is for this machine alone, and a proxy passed this on');
  }
}

/** What only a browser says of itself: whether one of our own pages sends this. A proxy may change Host, never these. */
function requireSameOrigin({ headers }: HttpCall, open: boolean): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') throw foreign('another site sent this');
  // Over plain HTTP from elsewhere browsers say nothing of the site.
  if (site !== undefined && !open) return;
  const own = headers.host !== undefined && /^https?:\/\/(.+)$/.exec(headers.origin ?? '')?.[1] === headers.host;
  if (!own) throw foreign('another site sent this');
}

function foreign(message: string): HttpError {
  const next = 'open the page by the address that lockstep serve told, load it anew, and try again from there';
  return new HttpError({ status: 403, code: 'usage/not-allowed' }, message, next);
}

interface Means {
  desk: Desk;
  sessions: Sessions;
  cookie: string;
  weigh: ReturnType<typeof slowed>;
}

/** The token of a session, or of the header, that is still good for anything. */
async function provenToken(call: HttpCall, { desk, sessions, cookie, weigh }: Means): Promise<string> {
  const kept = sessions.tokenOf(cookieIn(call, cookie));
  const sent = /^bearer +(\S+) *$/i.exec(call.headers.authorization ?? '')?.[1];
  if (kept !== null && (await proven(kept, desk)) !== null) return kept;
  const token = sent === undefined ? null : await weigh(() => proven(sent, desk));
  if (token !== null) return token;
  throw new UnauthorizedError('usage/unauthorized', 'the page needs a bearer token', 'log in with one');
}

/** The token, where it opens at least one operation; else null. */
async function proven(token: string, desk: Desk): Promise<string | null> {
  const opened = await Promise.all(operationSchema.options.map((operation) => opens(token, operation, desk)));
  return opened.includes(true) ? token : null;
}

/** As a call with this token would be let in: keys that were taken away end sessions, too. */
async function opens(token: string, operation: Operation, desk: Desk): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}` };
  const call: HttpCall = {
    method: 'GET',
    path: '/',
    query: new URLSearchParams(),
    headers,
    body: Buffer.of(),
    iam: null,
    origin: null,
  };
  return identify(call, operation, desk.keyring).then(
    () => true,
    (error: unknown) => {
      if (error instanceof UnauthorizedError) return false;
      throw error;
    },
  );
}

/** Scripts cannot read it, other sites do not send it along. There is no TLS here; where a proxy has it, it is asked for. */
function attributes({ headers }: HttpCall): string {
  const secure = headers['x-forwarded-proto'] === 'https' ? '; Secure' : '';
  return `HttpOnly; SameSite=Strict; Path=/${secure}`;
}

function cookieIn({ headers }: HttpCall, name: string): string {
  const cookies = (headers.cookie ?? '').split(/[;,] ?/).map((each) => each.trim().split('='));
  return cookies.find(([own]) => own === name)?.[1] ?? '';
}

function equal(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
