import * as z from 'zod';
import { subjectSchema } from './finding.ts';

/**
 * What `fix` did to one object, or would do (`applied: false` with `--dry-run`).
 * `from` and `to` are the values before and after: of a sequence, the next value it hands out; of a constraint or an index,
 * `NOT VALID` or `INVALID`, and `valid`. `lock`: the strongest lock that it takes on a table, as pg_locks names it.
 */
export const changeSchema = z.object({
  subject: subjectSchema,
  method: z.enum(['advance', 'restart', 'setval', 'validate', 'reindex']),
  lock: z.string().optional(),
  from: z.string(),
  to: z.string(),
  applied: z.boolean(),
  sql: z.array(z.string()),
  undo: z.string(),
  note: z.string().optional(),
});
export type Change = z.infer<typeof changeSchema>;
