import type * as z from 'zod';
import { keepRead, keepVerified, withExpectation, withKept } from './expected.ts';
import { NotAllowedError, UsageError } from './model/errors.ts';
import type { House, Log } from './model/house.ts';
import { expectsNothing } from './model/manifest.ts';
import type { Operation, Report, Result } from './model/report.ts';
import type { Kept, Request } from './model/request.ts';
import type { Settings } from './model/settings.ts';
import type { Archive } from './publish/archive/archive.ts';
import type { Channel } from './publish/channel.ts';
import { publish } from './publish/publish.ts';
import { type AskInput, callSchema } from './request/ask.ts';
import { checked } from './request/checked.ts';
import { emptyManifest } from './request/empty-manifest.ts';
import { permitted } from './request/policy.ts';
import { requestsFrom } from './request/request.ts';
import type { Environment } from './request/target.ts';
import { runAll } from './run.ts';

/** What a service has besides the call: the same for the Lambdas and for `lockstep serve`. */
export interface Service {
  settings: Settings;
  environment: Environment;
  /** where deliveries, answers and manifests are remembered; null: nowhere */
  archive: Archive | null;
  /** where reports go, in this order */
  channels: Channel[];
  log: Log;
  /** when reports have to be published, by `Date.now()`; nothing where nobody's time runs out */
  deadline?: number;
}

/**
 * What a call asks, checked. A call that names no target is about every target that the operation is allowed on; `fix`
 * has to name it where there are several. One that names an operation means no other.
 * @throws UsageError where the ask is wrong, or not allowed
 */
export function requestsOf(operation: Operation, ask: unknown, service: Service): Request[] {
  const { settings, environment } = service;
  const { operation: named, ...rest } = known(ask);
  if (named !== undefined && named !== operation) {
    const next = `call ${named} itself, or leave "operation" out`;
    throw new NotAllowedError('usage/not-allowed', `the call means ${named}, and this is ${operation}`, next);
  }
  return requestsFrom(operation, withTargets(operation, rest, settings), { settings, environment });
}

/** Runs the requests of one call, publishes each report as it is done, and keeps for the next ones what was verified and read. */
export async function carriedOut(asked: Request[], service: Service, house: House): Promise<Result> {
  const { archive, channels, log, deadline } = service;
  const requests = await Promise.all(asked.map((request) => withMemory(request, archive)));
  const byTarget = new Map(requests.map((request) => [request.target.name, request]));
  const tell = async (report: Report, read: Partial<Kept>) => {
    const request = byTarget.get(report.target.name);
    const told = await publish(report, { channels, log, deadline, policy: request?.target.publish ?? 'problems' });
    if (request) await keepVerified(report, request, { archive, log });
    if (request) await keepRead(told, { read, kept: request.kept }, { archive, log });
    return told;
  };
  return runAll(requests, house, tell);
}

/** With what the archive knows of the target; both are asked at the same time. */
async function withMemory(request: Request, archive: Archive | null): Promise<Request> {
  const [{ expectation }, { kept, keeps }] = await Promise.all([
    withExpectation(request, archive),
    withKept(request, archive),
  ]);
  return { ...request, expectation, kept, ...(keeps ? { keeps } : {}) };
}

/** An ask as it came, once it is sure that it is one. */
function known(ask: unknown): z.input<typeof callSchema> {
  const next = 'see "Call it from your pipeline" in README.md';
  const { manifest } = checked(callSchema, ask, { code: 'usage/arguments', source: '', noun: 'an option', next });
  if (manifest !== undefined && expectsNothing(manifest)) throw emptyManifest('the manifest of the call');
  return ask as z.input<typeof callSchema>;
}

function withTargets(operation: Operation, ask: AskInput, { targets }: Settings): AskInput {
  const allowed = permitted(operation, targets);
  if (ask.targets !== undefined || Object.keys(targets).length === 0) return ask;
  // Not left to DATABASE_URL, which may happen to be set.
  if (allowed.length === 0) {
    throw new NotAllowedError(
      'usage/not-allowed',
      `${operation} is not allowed on any target`,
      `add "${operation}" to the "allow" of a target in the configuration, if that is meant`,
    );
  }
  if (operation === 'fix' && allowed.length > 1) {
    throw new UsageError('usage/arguments', 'fix has to be told which target', `name one: ${allowed.join(', ')}`);
  }
  return { ...ask, targets: allowed };
}
