import { createHmac, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

export const webhookSecret = "It's a Secret to Everybody, and long";

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  required?: string[];
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  anyOf?: Schema[];
}

/** GitHub's own schemas of its webhooks. */
const official: { definitions: Record<string, Schema> } = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('@octokit/webhooks-schemas/schema.json'), 'utf8'),
);
const ajv = new Ajv({ strict: false, validateFormats: false });
ajv.addSchema(official, 'webhooks');
const validate = ajv.getSchema('webhooks#/definitions/deployment_protection_rule$requested');

/** The smallest value of a schema: what it requires, and nothing more. */
function smallest(schema: Schema): unknown {
  if (schema.$ref) return smallest(official.definitions[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return smallest(first);
  if (schema.enum) return schema.enum[0];
  const type = [schema.type].flat()[0];
  if (type === 'object') {
    const required = schema.required ?? [];
    return Object.fromEntries(required.map((key) => [key, smallest(schema.properties?.[key] ?? {})]));
  }
  const values: Record<string, unknown> = { array: [], boolean: false, integer: 1, number: 1, null: null };
  if (type !== undefined && type in values) return values[type];
  return schema.format === 'date-time' ? '2026-11-21T09:00:00Z' : 'https://github.com/octo-org/shop';
}

export interface Wanted {
  /** of the API */
  api?: string;
  environment?: string;
  repository?: string;
  runId?: number;
  installation?: number;
  /** in place of the address that GitHub would give */
  callback?: string;
  /** what GitHub leaves out */
  without?: string[];
}

/** The event of a deployment that waits, valid by GitHub's own schema. */
export function waiting(wanted: Wanted = {}): Record<string, unknown> {
  const { api = 'https://api.github.com', environment = 'production', repository = 'octo-org/shop' } = wanted;
  const { runId = 1234567890, installation = 5, without = [] } = wanted;
  const event = smallest({ $ref: '#/definitions/deployment_protection_rule$requested' }) as Record<string, object>;
  const deployment = smallest({ $ref: '#/definitions/deployment' }) as object;
  const whole: Record<string, unknown> = {
    ...event,
    environment,
    event: 'push',
    deployment_callback_url:
      wanted.callback ?? `${api}/repos/${repository}/actions/runs/${runId}/deployment_protection_rule`,
    deployment: { ...deployment, sha: '0f3a9b1c0f3a9b1c0f3a9b1c0f3a9b1c0f3a9b1c', ref: 'main' },
    pull_requests: [],
    repository: {
      ...event.repository,
      id: 186853002,
      full_name: repository,
      html_url: `https://github.com/${repository}`,
    },
    installation: { id: installation, node_id: 'MDIz' },
    sender: { ...event.sender, login: 'octocat' },
  };
  const sent = Object.fromEntries(Object.entries(whole).filter(([key]) => !without.includes(key)));
  if (!validate?.(sent)) throw new Error(`GitHub would not send this: ${ajv.errorsText(validate?.errors)}`);
  return sent;
}

export function signatureOf(body: string | Buffer, secret = webhookSecret): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Headers and body of a delivery as GitHub sends it. */
export function delivery(
  payload: unknown,
  { id = String(randomUUID()), event = 'deployment_protection_rule', secret = webhookSecret } = {},
) {
  const body = JSON.stringify(payload);
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/0f3a9b1',
    'x-github-delivery': id,
    'x-github-event': event,
    'x-github-hook-id': '292430182',
    'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature-256': signatureOf(body, secret),
  };
  return { headers, body };
}
