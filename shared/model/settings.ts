import * as z from 'zod';

const seconds = (description: string, byDefault: number) =>
  z.number().positive().max(86_400).default(byDefault).describe(`${description}, in seconds`);

/** One named database. `url` may hold `${ENV}` references; a `fingerprint` pins the database behind the name. */
export const targetSettingsSchema = z.strictObject({
  url: z
    .string()
    .min(1)
    .describe('postgres://user@host:5432/database; names of environment variables stand in dollar-braces'),
  environment: z.string().min(1).optional().describe('production, staging, ...; fix asks before it changes production'),
  fingerprint: z.string().min(1).optional().describe('"fingerprint" of an earlier report; another database blocks'),
});
export type TargetSettings = z.infer<typeof targetSettingsSchema>;

const targetName = z.string().regex(/^[\w.-]+$/, 'may hold letters, digits, dots, dashes and underscores only');

/** `schema.name`, unquoted, as reports write it. */
const sequencePath = z.string().regex(/^.+\..+$/, 'is written schema.name');

export const sequenceSettingsSchema = z.strictObject({
  reach: z.number().int().positive().default(1_000_000).describe('nextval calls within which a collision blocks'),
  warnAt: z.number().gt(0).max(1).default(0.8).describe('used fraction of the range that warns'),
  blockAt: z.number().gt(0).max(1).default(0.95).describe('used fraction of the range that blocks'),
  scanMegabytes: z
    .number()
    .nonnegative()
    .default(256)
    .describe('how much of a table may be read to find the maximum of a column without an index'),
  feeds: z
    .record(sequencePath, z.array(z.string().regex(/^.+\..+\..+$/, 'is written schema.table.column')))
    .default({})
    .describe('columns that the application fills from a sequence itself (Hibernate and the like)'),
  ignore: z
    .array(z.strictObject({ sequence: sequencePath, reason: z.string().min(1) }))
    .default([])
    .describe('sequences whose findings are not reported, and why'),
});
export type SequenceSettings = z.infer<typeof sequenceSettingsSchema>;

export const limitsSchema = z.strictObject({
  connectSeconds: seconds('how long to go on trying to connect: a database that is asleep wakes', 60),
  statementSeconds: seconds('statement_timeout', 30),
  lockSeconds: seconds('lock_timeout', 2),
  settleSeconds: seconds('how long fix waits for transactions that may still commit ids of their own', 10),
  totalSeconds: seconds('after which a run stops and reports what it has', 600),
});
export type Limits = z.infer<typeof limitsSchema>;

/** The configuration file, `lockstep.config.json` or `.ts`. Unknown keys are refused. */
export const settingsSchema = z.strictObject({
  $schema: z.string().optional(),
  targets: z.record(targetName, targetSettingsSchema).default({}),
  sequences: sequenceSettingsSchema.prefault({}),
  limits: limitsSchema.prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;
/** The configuration as a person writes it: everything optional. */
export type SettingsInput = z.input<typeof settingsSchema>;
