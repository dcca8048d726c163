import * as z from 'zod';
import { changeSchema } from './change.ts';
import { findingSchema, verdictSchema } from './finding.ts';

/** A whole number of the database, as text: bigint and numeric exceed what JSON numbers hold. */
const wholeNumberSchema = z.string().regex(/^-?\d+$/);

export const operationSchema = z.enum(['check', 'fix', 'verify']);
/** `check` (read only: may this deploy go ahead?), `fix` (repair what is safe to), `verify` (prove that it works). */
export type Operation = z.infer<typeof operationSchema>;

export const guardNameSchema = z.enum(['sequences', 'migrations', 'schema', 'data']);
/** One domain that an operation covers. */
export type GuardName = z.infer<typeof guardNameSchema>;

/** A column that a sequence feeds. `farthest` is its maximum, or its minimum where the sequence descends; null: no rows. */
export const feedSchema = z.object({
  schema: z.string(),
  table: z.string(),
  column: z.string(),
  farthest: z.string().nullable(),
});

/** One examined sequence. `used` is the fraction (0 to 1) of the range that really counts. */
export const sequenceEntrySchema = z.object({
  schema: z.string(),
  name: z.string(),
  status: z.enum(['healthy', 'behind', 'exhausting', 'exhausted', 'orphan', 'not-comparable', 'unknown']),
  nextValue: wholeNumberSchema.nullable(),
  limit: wholeNumberSchema.nullable(),
  used: z.number().min(0).max(1).nullable(),
  stepsBehind: wholeNumberSchema.optional(),
  feeds: z.array(feedSchema),
  /** `sequences.ignore` names it: nothing of it is judged or changed, whatever its status */
  ignored: z.boolean().optional(),
  /** what verify used up to prove it: the value, and whether no row held it */
  proof: z.object({ method: z.enum(['nextval', 'insert']), value: wholeNumberSchema, free: z.boolean() }).optional(),
});
export type SequenceEntry = z.infer<typeof sequenceEntrySchema>;

/** The database that answered; all but `name` are null where none did. */
export const targetEntrySchema = z.object({
  name: z.string(),
  environment: z.string().nullable(),
  server: z.string().nullable(),
  database: z.string().nullable(),
  host: z.string().nullable(),
  fingerprint: z.string().nullable(),
  /** How long connecting took, in milliseconds, waking included; with the number of attempts. */
  connectMs: z.number().int().nonnegative().nullable(),
  attempts: z.number().int().nonnegative(),
});
export type TargetEntry = z.infer<typeof targetEntrySchema>;

export const guardEntrySchema = z.object({
  guard: guardNameSchema,
  verdict: verdictSchema,
  examined: z.number().int().nonnegative(),
  durationMs: z.number().int().nonnegative(),
});
export type GuardEntry = z.infer<typeof guardEntrySchema>;

/**
 * The contract: stdout with `--format json`, the HTTP body, the SNS message and the archive all hold this object.
 * `ok` is true for the verdicts pass and warn; `id` is a ULID.
 */
export const reportSchema = z.object({
  lockstep: z.string(),
  id: z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/),
  operation: operationSchema,
  verdict: verdictSchema,
  ok: z.boolean(),
  dryRun: z.boolean().optional(),
  summary: z.string(),
  next: z.array(z.string()),
  target: targetEntrySchema,
  startedAt: z.iso.datetime(),
  durationMs: z.number().int().nonnegative(),
  roundTrips: z.number().int().nonnegative(),
  guards: z.array(guardEntrySchema),
  findings: z.array(findingSchema),
  sequences: z.array(sequenceEntrySchema).optional(),
  changes: z.array(changeSchema),
});
export type Report = z.infer<typeof reportSchema>;
