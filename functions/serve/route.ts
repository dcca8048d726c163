import { randomUUID } from 'node:crypto';
import type { Desk, Door } from '../../shared/answer/desk.ts';
import { answerLater } from '../../shared/answer/later.ts';
import { logFailure } from '../../shared/answer/line.ts';
import { HttpError, notKept, problemFrom } from '../../shared/answer/problem.ts';
import { operationOf, reportIdIn } from '../../shared/answer/stored.ts';
import { answer } from '../../shared/answer.ts';
import type { HttpAnswer, HttpCall } from '../../shared/invocation/http.ts';
import { silent } from '../../shared/model/house.ts';
import { type Operation, operationSchema } from '../../shared/model/report.ts';
import { version } from '../../shared/model/version.ts';
import type { Runs } from './runs.ts';

interface Means {
  desk: Desk;
  runs: Runs;
  /** aborted when runs have to end */
  signal: AbortSignal;
}

/** `POST /check`, `/fix`, `/verify`, `GET /reports/<id>` and `GET /healthz`; 404 for anything else. */
export async function route(call: HttpCall, means: Means): Promise<HttpAnswer> {
  if (call.path === '/healthz') return healthy(call);
  const operation = addressed(call);
  if (operation !== null) return answer(call, operation, { desk: means.desk, door: doorOf(operation, means) });
  const next = 'use POST /check, /fix or /verify, or GET /healthz';
  const error = new HttpError({ status: 404 }, 'nothing is answered under this path', next);
  const requestId = randomUUID();
  logFailure(means.desk.log, error, { caller: 'serve', operation: 'none', requestId, who: null, status: 404 });
  return problemFrom(error);
}

function addressed(call: HttpCall): Operation | null {
  const reportId = call.path.startsWith('/reports/') ? reportIdIn(call) : null;
  if (reportId !== null) return operationOf(reportId);
  return operationSchema.safeParse(call.path.slice(1)).data ?? null;
}

/** Says nothing of databases: whoever may ask whether this process lives need not be let in. */
function healthy({ method }: HttpCall): HttpAnswer {
  const allow = 'GET, HEAD';
  if (!['GET', 'HEAD'].includes(method)) {
    return problemFrom(new HttpError({ status: 405, headers: { allow } }, `only ${allow} is answered here`, 'use GET'));
  }
  const body = JSON.stringify({ ok: true, version });
  return { status: 200, headers: { 'content-type': 'application/json', ...notKept }, body };
}

function doorOf(operation: Operation, { desk, runs, signal }: Means): Door {
  const stop = new AbortController();
  const longestMs = desk.settings.limits.totalSeconds * 1000 + 1000;
  const run: Door['inTurn'] = (work) => inTime(work, stop, longestMs);
  const door: Door = {
    house: { signal: AbortSignal.any([signal, stop.signal]), progress: silent },
    name: 'serve',
    requestId: randomUUID(),
    base: '',
    inTurn: (work) => runs.inTurn(() => run(work)),
    async later(deferred) {
      // Its turn is taken before it is promised, so it needs no other.
      runs.aside(() => answerLater(deferred, operation, { desk, door: { ...door, inTurn: run } }));
    },
  };
  return door;
}

/** Many targets, a few at a time, may take longer than each of them may. */
async function inTime<Result>(work: () => Promise<Result>, stop: AbortController, longestMs: number): Promise<Result> {
  const timer = setTimeout(() => stop.abort(new DOMException('', 'TimeoutError')), longestMs);
  return work().finally(() => clearTimeout(timer));
}
