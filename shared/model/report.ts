import * as z from 'zod';
import { changeSchema } from './change.ts';
import { findingSchema, severitySchema, verdictSchema } from './finding.ts';
import { toolNameSchema } from './manifest.ts';
import { objectKindSchema } from './snapshot.ts';
import { storySchema } from './story.ts';

/** A whole number of the database, as text: bigint and numeric exceed what JSON numbers hold. */
const wholeNumberSchema = z.string().regex(/^-?\d+$/);

export const operationSchema = z.enum(['check', 'fix', 'verify']);
/** `check` (read only: may this deploy go ahead?), `fix` (repair what is safe to), `verify` (prove that it works). */
export type Operation = z.infer<typeof operationSchema>;

export const guardNameSchema = z.enum(['sequences', 'migrations', 'schema', 'data']);
/** One domain that an operation covers. */
export type GuardName = z.infer<typeof guardNameSchema>;

const shortText = z.string().min(1).max(500);
/** The deploy that a call is about; all of it as the caller says, none of it checked. */
export const deploySchema = z.strictObject({
  sha: shortText.optional(),
  ref: shortText.optional(),
  actor: shortText.optional(),
  url: shortText.optional(),
});
export type Deploy = z.infer<typeof deploySchema>;

/** What became of a report on one channel. `detail` says why it was skipped or failed, or where it lies. */
export const deliverySchema = z.object({
  channel: z.enum(['topic', 'archive', 'metrics']),
  status: z.enum(['sent', 'skipped', 'failed']),
  detail: z.string().optional(),
});
export type Delivery = z.infer<typeof deliverySchema>;

/** How much of each list a message had no room for; `whole` says where the report is kept as a whole. */
export const omittedSchema = z.object({
  findings: z.number().int().nonnegative(),
  changes: z.number().int().nonnegative(),
  sequences: z.number().int().nonnegative(),
  migrations: z.number().int().nonnegative().optional(),
  lint: z.number().int().nonnegative().optional(),
  differences: z.number().int().nonnegative().optional(),
  tables: z.number().int().nonnegative().optional(),
  foreignKeys: z.number().int().nonnegative().optional(),
  whole: z.string().optional(),
});
export type Omitted = z.infer<typeof omittedSchema>;

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

export const migrationStatusSchema = z.enum([
  'applied',
  'pending',
  'out-of-order',
  'will-be-skipped',
  'failed',
  'partially-applied',
  'edited',
  'missing-from-repository',
  'rolled-back',
  'baseline',
]);
export type MigrationStatus = z.infer<typeof migrationStatusSchema>;

/**
 * One migration, of the repository or of the database. `phase`, of those still to be applied: whether it only adds
 * (`expand`: run it before the code is deployed), takes away what the running code may use (`contract`: after), or both.
 */
export const migrationEntrySchema = z.object({
  id: z.string(),
  status: migrationStatusSchema,
  appliedAt: z.string().optional(),
  durationMs: z.number().nonnegative().optional(),
  by: z.string().optional(),
  phase: z.enum(['expand', 'contract', 'both']).optional(),
});
export type MigrationEntry = z.infer<typeof migrationEntrySchema>;

/** The migrations of one tool. `table`: null where the database has none; `directory`: null where the repository has none. */
export const historyEntrySchema = z.object({
  tool: toolNameSchema,
  table: z.string().nullable(),
  directory: z.string().nullable(),
  heads: z.array(z.string()),
  entries: z.array(migrationEntrySchema),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const lintClassSchema = z.enum(['safe', 'careful', 'dangerous']);
export type LintClass = z.infer<typeof lintClassSchema>;

/**
 * What a lint rule says of one statement of a migration that is still to be applied. `lock`: the strongest lock that it
 * takes on a table, as pg_locks names it. `sql`: the safe way to the same end. `allowed`: the reason that the migration
 * gives for doing it all the same.
 */
export const lintEntrySchema = z.object({
  migration: z.string(),
  file: z.string(),
  line: z.number().int().positive(),
  rule: z.string(),
  class: lintClassSchema,
  lock: z.string().nullable(),
  table: z.string().optional(),
  message: z.string(),
  sql: z.array(z.string()).optional(),
  recipe: z.array(z.string()).optional(),
  allowed: z.string().optional(),
});
export type LintEntry = z.infer<typeof lintEntrySchema>;

/**
 * One difference of a schema, as seen going from what it was compared `with` (a target, a file, `manifest`, `archive`) to the
 * target: `added` is there alone in the target, `removed` is missing there. `object`: unquoted path, functions with their
 * argument types. `detail`: what it is, or what differs, in a line; `properties`: each with both values, null where it has
 * none. `sql` makes the target like the other one; only where `decide` is missing it can be run as it is. `migration`: the
 * one of the repository that makes it; `renamed`: the object of the other side that differs in its name alone; `ignored`:
 * the reason of the configuration.
 */
export const differenceEntrySchema = z.object({
  kind: objectKindSchema,
  object: z.string(),
  change: z.enum(['added', 'removed', 'changed']),
  severity: severitySchema,
  with: z.string(),
  detail: z.string(),
  properties: z
    .array(z.object({ name: z.string(), from: z.string().nullable(), to: z.string().nullable() }))
    .optional(),
  sql: z.string().optional(),
  decide: z.string().optional(),
  migration: z.string().optional(),
  renamed: z.string().optional(),
  ignored: z.string().optional(),
});
export type DifferenceEntry = z.infer<typeof differenceEntrySchema>;

/**
 * What a schema was compared with: a target or a file by its name, `manifest`, or `archive` (the last run, `at` as ISO 8601).
 * `objects`: how many of the target's were compared.
 */
export const comparedEntrySchema = z.object({
  with: z.string(),
  source: z.enum(['target', 'file', 'manifest', 'archive']),
  objects: z.number().int().nonnegative(),
  at: z.string().optional(),
});
export type ComparedEntry = z.infer<typeof comparedEntrySchema>;

/**
 * One table with its rows; `exact`: counted, else the planner's estimate. `other`: the same of the target that it was
 * compared with; `before`: of the last run that the archive keeps.
 */
const rowsShape = { rows: wholeNumberSchema.nullable(), exact: z.boolean() };
export const tableEntrySchema = z.object({
  schema: z.string(),
  name: z.string(),
  ...rowsShape,
  other: z.object({ target: z.string(), ...rowsShape }).optional(),
  before: z.object({ at: z.string(), ...rowsShape }).optional(),
});
export type TableEntry = z.infer<typeof tableEntrySchema>;

/**
 * One foreign key whose rows were looked at: `proven`: every row has the one that it refers to; `broken`: `orphans` have not;
 * `not-examined`: the time or the role did not suffice.
 */
export const foreignKeyEntrySchema = z.object({
  schema: z.string(),
  table: z.string(),
  name: z.string(),
  status: z.enum(['proven', 'broken', 'not-examined']),
  orphans: wholeNumberSchema.optional(),
});
export type ForeignKeyEntry = z.infer<typeof foreignKeyEntrySchema>;

/** What the migrations were compared with. */
export const expectationEntrySchema = z.object({
  source: z.enum(['call', 'repository', 'archive']),
  commit: z.string().nullable(),
  dirty: z.boolean(),
  at: z.string().optional(),
});

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
  manifest: expectationEntrySchema.optional(),
  migrations: z.array(historyEntrySchema).optional(),
  lint: z.array(lintEntrySchema).optional(),
  compared: z.array(comparedEntrySchema).optional(),
  differences: z.array(differenceEntrySchema).optional(),
  tables: z.array(tableEntrySchema).optional(),
  foreignKeys: z.array(foreignKeyEntrySchema).optional(),
  changes: z.array(changeSchema),
  deploy: deploySchema.optional(),
  /** of `lockstep deploy` */
  story: storySchema.optional(),
  published: z.array(deliverySchema).optional(),
  /** only in a message that was too small for all of it */
  omitted: omittedSchema.optional(),
});
export type Report = z.infer<typeof reportSchema>;

/** The reports on several targets of one call. The worst verdict wins. */
export const reportsSchema = reportSchema
  .pick({ lockstep: true, id: true, operation: true, verdict: true, ok: true, summary: true })
  .extend({ reports: z.array(reportSchema).min(2) });
export type Reports = z.infer<typeof reportsSchema>;

/** What a call is answered with: one report for one target. */
export const resultSchema = z.union([reportsSchema, reportSchema]);
export type Result = z.infer<typeof resultSchema>;
