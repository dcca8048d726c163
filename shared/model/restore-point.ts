import * as z from 'zod';

export const restoreMethodSchema = z.enum(['neon-branch', 'rds-snapshot', 'pg-dump']);
export type RestoreMethod = z.infer<typeof restoreMethodSchema>;

/**
 * A place to go back to. `id`: the branch, the snapshot, the folder, as its service calls it; `place`: where it is, for
 * people; `at`: the moment that it holds, `expiresAt`: when it is gone by itself (null: when it is pruned), both ISO 8601.
 * `back`: the commands that go back to it, to be pasted; `loses`: what going back loses, a sentence.
 */
export const restorePointSchema = z.object({
  id: z.string(),
  method: restoreMethodSchema,
  target: z.string(),
  place: z.string(),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime().nullable(),
  back: z.array(z.string()),
  loses: z.string(),
});
export type RestorePoint = z.infer<typeof restorePointSchema>;
