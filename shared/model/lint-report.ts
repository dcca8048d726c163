import * as z from 'zod';
import { verdictSchema } from './finding.ts';
import { toolNameSchema } from './manifest.ts';
import { lintEntrySchema, targetEntrySchema } from './report.ts';

/** One migration that was linted, and when it is to be run: see `migrationEntrySchema`. */
export const lintedMigrationSchema = z.object({
  id: z.string(),
  file: z.string(),
  tool: toolNameSchema.nullable(),
  statements: z.number().int().nonnegative(),
  phase: z.enum(['expand', 'contract', 'both']).optional(),
});
export type LintedMigration = z.infer<typeof lintedMigrationSchema>;

/**
 * What `lockstep lint --format json` prints. `target`: null where no database was asked. Files are from the working
 * directory. `unlinted`: what could not be judged, and why; then the verdict is no better than `unknown`.
 */
export const lintReportSchema = z.object({
  lockstep: z.string(),
  verdict: verdictSchema,
  ok: z.boolean(),
  summary: z.string(),
  target: targetEntrySchema.pick({ name: true, server: true, database: true, host: true }).nullable(),
  durationMs: z.number().int().nonnegative(),
  migrations: z.array(lintedMigrationSchema),
  lint: z.array(lintEntrySchema),
  unlinted: z.string().nullable(),
});
export type LintReport = z.infer<typeof lintReportSchema>;
