import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { UnauthorizedError, UsageError } from '../../model/errors.ts';
import type { HttpCall } from '../http.ts';

/** A delivery of a GitHub App's webhook, by its marks alone. */
export function isFromGitHub({ headers }: HttpCall): boolean {
  return headers['x-github-event'] !== undefined;
}

/**
 * Sees whether GitHub signed these bytes with one of the secrets; several are good while one is rotated. All are compared,
 * in a time that says nothing. The signature covers neither a time nor the id of the delivery: who sends recorded bytes again
 * has the same deployment checked again.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 * @throws UnauthorizedError whose `cause` says why, for the log
 */
export function requireSignature({ headers, body }: HttpCall, secrets: string[]): void {
  if (secrets.length === 0) throw unproven('no webhook secret of a GitHub App is set up, so everything is refused');
  const given = /^sha256=([0-9a-f]{64})$/.exec(headers['x-hub-signature-256'] ?? '')?.[1];
  if (given === undefined) throw unproven('x-hub-signature-256 is missing, or not of the form sha256=<64 digits>');
  const signature = Buffer.from(given, 'hex');
  const matches = secrets.filter((secret) => timingSafeEqual(signature, hmac(secret, body)));
  if (matches.length === 0) throw unproven('the signature is of none of the webhook secrets, or of other bytes');
}

function hmac(secret: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

function unproven(reason: string): UnauthorizedError {
  const next =
    'set the same webhook secret in the GitHub App and in Lockstep; the log of the service says what is wrong';
  return new UnauthorizedError('usage/unauthorized', 'this delivery does not prove that GitHub sent it', next, {
    cause: reason,
  });
}

/** The id that GitHub gives a delivery, the same when it is sent again; not signed. */
export function deliveryOf({ headers }: HttpCall): string {
  const id = headers['x-github-delivery'] ?? '';
  if (/^[\w-]{1,100}$/.test(id)) return id;
  throw refused('x-github-delivery is missing, or no id');
}

const repositoryName = z.string().regex(/^[\w.-]+\/[\w.-]+$/);

/** Where the verdict on a deployment is told. It holds no address: that is made of the configured API and of these. */
export const githubCallbackSchema = z.object({
  /** "octo-org/shop" */
  repository: repositoryName,
  repositoryId: z.number().int(),
  runId: z.number().int().positive(),
  /** of the app, on the account of the repository */
  installation: z.number().int(),
  environment: z.string().min(1),
});
export type GitHubCallback = z.infer<typeof githubCallbackSchema>;

/**
 * The event `deployment_protection_rule`: a deployment waits until the app has approved or rejected it. GitHub's own schema
 * asks for `action`, `repository` and `sender` alone; nobody could be answered without the other four.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads#deployment_protection_rule
 *
 *     {
 *       "action": "requested",
 *       "environment": "production",
 *       "event": "push",
 *       "deployment_callback_url": "https://api.github.com/repos/octo-org/shop/actions/runs/1234567890/deployment_protection_rule",
 *       "deployment": { "id": 145988746, "sha": "0f3a9b1c", "ref": "main" },
 *       "pull_requests": [],
 *       "repository": { "id": 186853002, "full_name": "octo-org/shop", "html_url": "https://github.com/octo-org/shop" },
 *       "installation": { "id": 5 },
 *       "sender": { "login": "octocat" }
 *     }
 */
export const protectionRuleSchema = z.object({
  action: z.string(),
  environment: z.string().min(1).optional(),
  deployment_callback_url: z.string().optional(),
  deployment: z.object({ sha: z.string().optional(), ref: z.string().optional() }).optional(),
  repository: z.object({ id: z.number().int(), full_name: repositoryName, html_url: z.string().optional() }),
  installation: z.object({ id: z.number().int() }).optional(),
  sender: z.object({ login: z.string() }),
});
type ProtectionRule = z.infer<typeof protectionRuleSchema>;

/** A deployment that waits, and who has to be told. */
export interface WaitingDeployment {
  callback: GitHubCallback;
  /** as `deploy` of an ask */
  deploy: { sha?: string; ref?: string; actor: string; url?: string };
}

/**
 * The deployment that a delivery is about; null where it asks for no decision.
 * @throws UsageError where it makes no sense, or wants its answer to go anywhere but to the run of its own repository at `api`
 */
export function waitingDeployment({ headers, body }: HttpCall, api: string): WaitingDeployment | null {
  if (headers['x-github-event'] !== 'deployment_protection_rule') return null;
  const rule = ruleIn(body);
  if (rule.action !== 'requested') return null;
  const { environment, installation, repository, sender, deployment } = rule;
  if (!environment || !installation)
    throw refused('the delivery lacks the environment, or the installation of the app');
  const runId = runIdIn(rule, api);
  const { id: repositoryId, full_name: name, html_url: page } = repository;
  const url = page && `${page}/actions/runs/${runId}`;
  const texts = { sha: deployment?.sha, ref: deployment?.ref, actor: sender.login, url };
  const known = Object.entries(texts).filter(([, text]) => text);
  return {
    callback: { repository: name, repositoryId, runId, installation: installation.id, environment },
    deploy: Object.fromEntries(known.map(([key, text]) => [key, text?.slice(0, 500)])) as WaitingDeployment['deploy'],
  };
}

function ruleIn(body: Buffer): ProtectionRule {
  let content: unknown;
  try {
    content = JSON.parse(body.toString('utf8'));
  } catch {
    throw refused('the body is not JSON: choose the content type application/json for the webhook');
  }
  const rule = protectionRuleSchema.safeParse(content);
  if (rule.success) return rule.data;
  const places = rule.error.issues.map(({ path }) => path.join('.') || 'the whole').slice(0, 3);
  throw refused(`the delivery is not as GitHub sends it: ${places.join(', ')}`);
}

/** The address is compared as a text, so that no two readings of it can differ; and nothing is ever sent to it as it came. */
function runIdIn({ deployment_callback_url: url = '', repository }: ProtectionRule, api: string): number {
  const runId = /\/actions\/runs\/(\d{1,15})\/deployment_protection_rule$/.exec(url)?.[1] ?? '';
  const base = api.replace(/\/+$/, '');
  const own = `${base}/repos/${repository.full_name}/actions/runs/${runId}/deployment_protection_rule`;
  if (runId !== '' && url.toLowerCase() === own.toLowerCase()) return Number(runId);
  throw refused('deployment_callback_url is no run of the repository at the configured API of GitHub');
}

function refused(message: string): UsageError {
  return new UsageError('usage/arguments', message, 'see "Deployment protection rule" in docs/github.md');
}
