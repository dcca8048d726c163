import { randomUUID } from 'node:crypto';
import { logFailure } from '../../../shared/answer/line.ts';
import { problemFrom } from '../../../shared/answer/problem.ts';
import type { HttpCall } from '../../../shared/invocation/http.ts';
import { UnauthorizedError } from '../../../shared/model/errors.ts';
import { html } from '../../../shared/report/html/markup.ts';
import { hasKeys } from '../keys.ts';
import type { Reply } from '../reply.ts';
import { type Address, entranceOf } from './entrance.ts';
import type { Given } from './given.ts';
import { layout } from './layout.ts';
import { loginView } from './login-view.ts';
import { type PageMeans, pageRunsOf } from './page-runs.ts';
import { isForPage, replyTo } from './rooms.ts';

/** The page of `lockstep serve`. */
export interface Page {
  /** with which it is opened first where nobody logs in; null where people do */
  oneTimeToken: string | null;
  /** The reply to a call of a browser; null for one that is no business of the page. It never throws. */
  reply(call: HttpCall): Promise<Reply | null>;
}

/** Makes the page of a server that listens at an address. */
export function pageOf(means: PageMeans, address: Address): Page {
  const { desk } = means;
  const entrance = entranceOf(desk, address);
  const runs = pageRunsOf(means);
  return {
    oneTimeToken: entrance.oneTimeToken,
    async reply(call) {
      const { archive } = desk;
      if (!isForPage(call) || archive === null) return null;
      const given = { call, form: formOf(call), desk: { ...desk, archive }, entrance, runs };
      return replyTo(given).catch((error: unknown) => refusal(error, given));
    },
  };
}

function formOf({ headers, body }: HttpCall): URLSearchParams {
  const isForm = headers['content-type']?.split(';')[0]?.trim() === 'application/x-www-form-urlencoded';
  return new URLSearchParams(isForm ? body.toString('utf8') : '');
}

type Asked = Pick<Given, 'call' | 'form' | 'desk'>;

/** A page that says what is wrong; for whoever has to log in, with the form. */
function refusal(error: unknown, { call, form, desk: { log, settings } }: Asked): Reply {
  const { status, headers: told, body } = problemFrom(error);
  const asks = error instanceof UnauthorizedError || status === 429;
  const place = { caller: 'page', operation: 'none', requestId: randomUUID(), who: null, status };
  // That somebody has not logged in yet is nothing to tell.
  if (!asks || call.method === 'POST') logFailure(log, error, place);
  const { detail, next } = JSON.parse(body) as { detail: string; next: string };
  const { 'content-type': _problem, ...headers } = told;
  if (asks) {
    const [to, wrong] = call.path === '/login' ? [form.get('to') ?? '/', detail] : [call.path, null];
    const content = loginView({ to, wrong, keys: hasKeys(settings.auth) });
    return layout({ title: 'Log in', content, status, headers });
  }
  const content = html`<h1>That did not work</h1>
<div class="problem" role="alert"><p>${detail}</p><p>${next}</p></div>
<p><a href="/">All targets</a></p>`;
  return layout({ title: 'That did not work', content, status, headers });
}
