import { RDSClient } from '@aws-sdk/client-rds';
import type { LockstepError } from '../../model/errors.ts';
import type { MakerSurroundings } from '../maker.ts';
import { refused, stopped, unreachable } from '../refused.ts';

/** RDS of one region. */
export interface Rds {
  region: string;
  /**
   * Asks for one thing; the client itself repeats what may be repeated.
   * @throws RefusedError, ConnectionError and InterruptedError, in words
   */
  ask<Answer>(question: (client: RDSClient, options: { abortSignal: AbortSignal }) => Promise<Answer>): Promise<Answer>;
}

/** With the credentials that the AWS SDK finds; AWS_ENDPOINT_URL_RDS leads elsewhere than to AWS. */
export function rdsIn(region: string | null, { environment, house }: MakerSurroundings): Rds {
  const where = region ?? environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION;
  if (!where) throw refused('no AWS region is set', 'set AWS_REGION, or "region" in the target\'s restore settings');
  const client = new RDSClient({ region: where, maxAttempts: 5 });
  return {
    region: where,
    async ask(question) {
      try {
        return await question(client, { abortSignal: house.signal });
      } catch (error) {
        if (house.signal.aborted) throw stopped('what RDS was asked for is in its console');
        throw inWords(error as Error & { code?: unknown }, where);
      }
    },
  };
}

/** Names of errors come with and without "Fault" and "Exception". */
function inWords(error: Error & { code?: unknown }, region: string): LockstepError {
  const name = String(error.name === 'Error' ? (error.code ?? error.name) : error.name);
  const message = String(error.message).split('\n')[0]?.slice(0, 300) ?? '';
  const [, what, next] = reasons.find(([pattern]) => pattern.test(name) || pattern.test(String(error.code))) ?? [];
  if (what === undefined || next === undefined)
    return refused(`RDS refused it (${name}: ${message})`, 'see what it says');
  const text = `${what} in ${region} (${message || name})`;
  return pending.test(name) || pending.test(String(error.code)) ? unreachable(text, next) : refused(text, next);
}

const pending =
  /^(ECONN|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)|Timeout|NetworkingError|InternalFailure|ServiceUnavailable|Throttl/;

const reasons: [pattern: RegExp, what: string, next: string][] = [
  [
    /AccessDenied|NotAuthorized|UnauthorizedOperation/,
    'RDS does not allow it to this role',
    'allow it what docs/restore-points.md lists for rds-snapshot',
  ],
  [
    /Credentials|Token|UnrecognizedClient|InvalidClientTokenId|SignatureDoesNotMatch/,
    'AWS does not accept the credentials that are here',
    'log in to AWS ("aws sso login"), or set AWS_PROFILE',
  ],
  [
    /DBInstanceNotFound|DBClusterNotFound/,
    'RDS knows no such database',
    'correct "instance", "cluster" or "region" in the target\'s restore settings',
  ],
  [
    /InvalidDB(Instance|Cluster)State/,
    'the database is not in a state to be snapshotted',
    'run again when it is available: RDS is changing it, or backs it up',
  ],
  [
    /SnapshotQuotaExceeded/,
    'there are as many snapshots as the account may have',
    'delete some, "lockstep backup --prune" removes old restore points, or ask AWS for more',
  ],
  [/SnapshotAlreadyExists/, 'somebody makes a restore point of it at this second', 'run again'],
  [pending, 'RDS does not answer', 'run again; see that this machine reaches AWS'],
];
