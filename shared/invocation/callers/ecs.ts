import * as z from 'zod';
import { caller, isObject, misshapen } from '../caller.ts';
import { type Outcome, opens } from '../gate.ts';
import { hasOnlyMark } from '../marks.ts';

/**
 * A lifecycle hook of a deployment of an ECS service. `hookDetails` of the service carries what is asked; what we add to it
 * under `lockstep` comes back at the next call.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/lambda-lifecycle-hooks.html
 *
 *     {
 *       "executionId": "e8d5a28f-eb01-4f3c-9454-a30ba6dc54bc",
 *       "lifecycleStage": "PRE_SCALE_UP",
 *       "resourceArn": "arn:aws:ecs:us-west-2:123456789012:service-deployment/my-cluster/my-service/EZe5RNVLH6PPzHXINuP28",
 *       "executionDetails": {
 *         "serviceArn": "arn:aws:ecs:us-west-2:123456789012:service/my-cluster/my-service",
 *         "targetServiceRevisionArn": "arn:aws:ecs:us-west-2:123456789012:service-revision/my-cluster/my-service/9313423515462893900",
 *         "testTrafficWeights": {},
 *         "productionTrafficWeights": {}
 *       },
 *       "hookDetails": { "targets": ["production"] }
 *     }
 */
export const ecsEventSchema = z.object({
  executionId: z.string().min(1),
  lifecycleStage: z.string().min(1),
  executionDetails: z
    .object({
      targetServiceRevisionArn: z.string().nullish(),
      testTrafficWeights: z.record(z.string(), z.number()).nullish(),
      productionTrafficWeights: z.unknown(),
    })
    .nullish(),
  hookDetails: z.unknown(),
});
type EcsEvent = z.infer<typeof ecsEventSchema>;

/** What a hook remembers from one call to the next: when it was first called, as Date.now(). */
const memorySchema = z.strictObject({ since: z.number().int().nonnegative() });
const memoryKey = 'lockstep';

/** So long a hook goes on asking while it cannot be told; ECS itself waits for a day. */
const patienceMs = 10 * 60_000;
const pauseSeconds = 30;

export const ecs = caller({
  name: 'ecs',
  recognises: (event) => hasOnlyMark(event, 'ecs'),
  schema: ecsEventSchema,
  read(event) {
    const { executionId, lifecycleStage, executionDetails } = event;
    const now = Date.now();
    return {
      kind: 'gate',
      gate: {
        skips: async () => (isRollback(event) ? 'the deployment is rolling back, which nothing holds up' : null),
        ask: () => askIn(event),
        // Where traffic shifts by steps, a hook is called at each.
        id: JSON.stringify([executionId, lifecycleStage, executionDetails]),
        conclude: async (outcome) => answerTo(outcome, event, now),
      },
    };
  },
});

function answerTo(outcome: Outcome, event: EcsEvent, now: number): object {
  if (outcome.kind === 'not-run' || opens(outcome)) return { hookStatus: 'SUCCEEDED' };
  if (!outcome.again) return { hookStatus: 'FAILED' };
  const since = sinceOf(event, now);
  if (Date.now() + pauseSeconds * 1000 - since > patienceMs) return { hookStatus: 'FAILED' };
  // ECS merges it into what the service says; all of it, in case it would replace that.
  const hookDetails = { ...detailsOf(event), [memoryKey]: { since } };
  return { hookStatus: 'IN_PROGRESS', callBackDelay: pauseSeconds, hookDetails };
}

/** When the hook was first called; long ago where what we remembered is not what we wrote. */
function sinceOf(event: EcsEvent, now: number): number {
  const memory = detailsOf(event)[memoryKey];
  if (memory === undefined) return now;
  const { data } = memorySchema.safeParse(memory);
  return data && data.since <= now ? data.since : 0;
}

function askIn(event: EcsEvent): unknown {
  const { [memoryKey]: _, ...ask } = detailsOf(event);
  return ask;
}

/** CloudFormation takes it as text, and so do some tools. */
function detailsOf({ hookDetails }: EcsEvent): Record<string, unknown> {
  const details = typeof hookDetails === 'string' ? parsed(hookDetails) : (hookDetails ?? {});
  if (isObject(details)) return details;
  throw misshapen('hookDetails is no object');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * In a rollback ECS calls the hooks of TEST_TRAFFIC_SHIFT and PRODUCTION_TRAFFIC_SHIFT again, and says nowhere that it is one. Test
 * traffic moves at once, and the weights say where to: back is all of it on a revision that is not the target. Production traffic may
 * move in steps, of whose weights nothing is documented: what looks like a way back may be the first step forward, and is run.
 */
function isRollback({ lifecycleStage, executionDetails }: EcsEvent): boolean {
  const { targetServiceRevisionArn: target, testTrafficWeights } = executionDetails ?? {};
  if (!target || lifecycleStage !== 'TEST_TRAFFIC_SHIFT') return false;
  const weights = Object.entries(testTrafficWeights ?? {});
  return (
    weights.some(([revision, weight]) => revision === target && weight === 0) &&
    weights.some(([revision, weight]) => revision !== target && weight === 100)
  );
}
