import * as z from 'zod';
import { restorePointSchema } from './restore-point.ts';

/** The steps of a deploy, in their order. `target`: is it the database that is meant; `repository`: the state of git. */
export const stepNameSchema = z.enum([
  'target',
  'repository',
  'command',
  'check',
  'restore-point',
  'apply',
  'files',
  'fix',
  'verify',
]);
export type StepName = z.infer<typeof stepNameSchema>;

/** One step and what came of it, in a sentence. `planned`: of `--plan`; `not-reached`: something before it ended the deploy. */
export const storyStepSchema = z.object({
  step: stepNameSchema,
  status: z.enum(['done', 'failed', 'skipped', 'planned', 'not-reached']),
  message: z.string(),
  durationMs: z.number().int().nonnegative().optional(),
});
export type StoryStep = z.infer<typeof storyStepSchema>;

/**
 * A session of the deploy that waited for a lock. `blockers`: who held it, each in a line; `cancelled`: those that Lockstep
 * cancelled, as asked.
 */
export const waitSchema = z.object({
  at: z.iso.datetime(),
  seconds: z.number().nonnegative(),
  statement: z.string(),
  lock: z.string(),
  object: z.string().nullable(),
  blockers: z.array(z.object({ pid: z.number().int(), description: z.string() })),
  cancelled: z.array(z.number().int()),
});
export type Wait = z.infer<typeof waitSchema>;

/** A migration that this deploy applied, and how long that took, in milliseconds; null where nobody can tell. */
export const appliedMigrationSchema = z.object({ tool: z.string(), id: z.string(), durationMs: z.number().nullable() });
export type AppliedMigration = z.infer<typeof appliedMigrationSchema>;

/**
 * The whole story of a guarded deploy. `output`: the last lines of the command, without credentials; `state`: what is
 * applied and what is not, in sentences; `forward` and `back`: the commands to go on, and to go back, empty where nothing
 * is to be done.
 */
export const storySchema = z.object({
  command: z.array(z.string()),
  outcome: z.enum(['planned', 'refused', 'blocked', 'failed', 'interrupted', 'succeeded']),
  steps: z.array(storyStepSchema),
  restorePoint: restorePointSchema.nullable(),
  migrations: z.array(appliedMigrationSchema),
  waits: z.array(waitSchema),
  output: z.array(z.string()),
  state: z.array(z.string()),
  forward: z.array(z.string()),
  back: z.array(z.string()),
});
export type Story = z.infer<typeof storySchema>;
