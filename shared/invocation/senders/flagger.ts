import * as z from 'zod';
import { UsageError } from '../../model/errors.ts';
import { isObject } from '../caller.ts';

const list = z
  .string()
  .transform((text) => text.split(',').map((each) => each.trim()))
  .optional();
const flag = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true')
  .optional();

/**
 * What Flagger sends to the webhooks of a canary. It sets no header but the type of the content, and `metadata` holds texts
 * alone: in it an ask is written as `targets: "production, replica"`, `guards`, `peek: "true"`, `insert`, `all`, `compareWith`.
 * https://docs.flagger.app/usage/webhooks
 *
 *     {
 *       "name": "shop",
 *       "namespace": "production",
 *       "phase": "Progressing",
 *       "checksum": "85d557f47b",
 *       "metadata": { "targets": "production", "guards": "sequences, migrations", "peek": "true" }
 *     }
 */
export const flaggerPayloadSchema = z.object({
  name: z.string(),
  namespace: z.string(),
  phase: z.string(),
  metadata: z
    .strictObject({
      targets: list,
      guards: list,
      peek: flag,
      insert: flag,
      all: flag,
      compareWith: z.string().optional(),
    })
    .nullish(),
});

/**
 * The ask of Flagger; null where something else sent this. No ask has these marks.
 * @throws UsageError where `metadata` holds what is no ask
 */
export function askOfFlagger(content: unknown): unknown {
  if (!isObject(content) || !['name', 'namespace', 'phase'].every((key) => key in content)) return null;
  const payload = flaggerPayloadSchema.safeParse(content);
  if (!payload.success) throw refused(payload.error);
  const { name, namespace, metadata } = payload.data;
  const deploy = { ref: `${namespace}/${name}`.slice(0, 500), actor: 'flagger' };
  return { ...metadata, deploy };
}

/** Paths and reasons, never values. */
function refused({ issues }: z.ZodError): UsageError {
  const told = issues.slice(0, 3).map(({ path, message, ...issue }) => {
    const keys = 'keys' in issue ? ` ${JSON.stringify(issue.keys)}` : '';
    return `${path.join('.')}${keys ? ` has unknown keys${keys}` : `: ${message}`}`;
  });
  return new UsageError(
    'usage/arguments',
    `not as Flagger sends it: ${told.join('; ')}`,
    'see "Flagger" in docs/callers.md',
  );
}
