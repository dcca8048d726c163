import * as z from 'zod';
import { deploySettingsSchema, githubSettingsSchema, restoreSettingsSchema } from './deploy-settings.ts';
import { toolNameSchema } from './manifest.ts';
import { lintClassSchema, operationSchema } from './report.ts';
import { objectKindSchema } from './snapshot.ts';

const seconds = (description: string, byDefault: number) =>
  z.number().positive().max(86_400).default(byDefault).describe(`${description}, in seconds`);

const secretName = z.string().min(1).max(2048);

/** When a target's reports are sent to the topic: all, those that do not pass, those whose verdict differs from the last. */
export const publishPolicySchema = z.enum(['always', 'problems', 'changes']);
export type PublishPolicy = z.infer<typeof publishPolicySchema>;

const targetName = z.string().regex(/^[\w.-]+$/, 'may hold letters, digits, dots, dashes and underscores only');

export const driverNameSchema = z.enum(['pg', 'neon']);
export type DriverName = z.infer<typeof driverNameSchema>;

/**
 * One named database, by its `url`, which may hold `${ENV}` references, or by the `secret` of AWS Secrets Manager that
 * holds it. A `fingerprint` pins the database behind the name.
 */
export const targetSettingsSchema = z
  .strictObject({
    url: z
      .string()
      .min(1)
      .optional()
      .describe('postgres://user@host:5432/database; names of environment variables stand in dollar-braces'),
    secret: secretName.optional().describe('AWS Secrets Manager: credentials for check and verify, by name or ARN'),
    fixSecret: secretName.optional().describe('AWS Secrets Manager: credentials for fix, by name or ARN'),
    driver: driverNameSchema.optional().describe("neon: over WebSocket; by default for Neon's hosts only"),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe('production, staging, ...; fix asks before it changes production'),
    fingerprint: z.string().min(1).optional().describe('"fingerprint" of an earlier report; another database blocks'),
    allow: z
      .array(operationSchema)
      .min(1)
      .default([...operationSchema.options])
      .describe('the operations that may be run on it'),
    publish: publishPolicySchema.default('problems').describe('which of its reports are sent to publish.topic'),
    compareWith: targetName.optional().describe('the target that its schema and row counts are to be like'),
    readFrom: targetName.optional().describe('a target, a replica of this one, that is read where whole tables are'),
    restore: restoreSettingsSchema.optional().describe('how a restore point is made before a deploy (pg-dump)'),
  })
  .refine(({ url, secret }) => url !== undefined || secret !== undefined, { error: 'needs a url or a secret' });
export type TargetSettings = z.infer<typeof targetSettingsSchema>;

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

/** One tool's migrations, where Lockstep does not find them by itself, or several tools are in one repository. */
export const projectSettingsSchema = z.strictObject({
  tool: toolNameSchema,
  directory: z.string().min(1).optional().describe('where its migrations are, from the root of the repository'),
  table: z.string().min(1).optional().describe('its history in the database: table or schema.table'),
  targets: z
    .array(targetName)
    .min(1)
    .optional()
    .describe('the targets that it is expected on, where the repository has migrations of several databases'),
});
export type ProjectSettings = z.infer<typeof projectSettingsSchema>;

export const migrationSettingsSchema = z.strictObject({
  projects: z
    .array(projectSettingsSchema)
    .default([])
    .describe('tools with their directories and tables; found by themselves where none is given'),
  extra: z
    .array(z.string().min(1))
    .default([])
    .describe('files of SQL that have to have been applied besides, such as add_constraints.sql'),
  slowSeconds: z.number().positive().default(60).describe('how long an applied migration may have taken unnamed'),
  ignore: z
    .array(z.strictObject({ migration: z.string().min(1), reason: z.string().min(1) }))
    .default([])
    .describe('migrations whose findings are not reported, and why'),
  lint: z
    .record(z.string(), z.union([lintClassSchema, z.literal('off')]))
    .default({})
    .describe('lint rules by name: off, safe, careful or dangerous in place of what they are'),
  smallRows: z
    .number()
    .int()
    .nonnegative()
    .default(10_000)
    .describe('rows up to which reading a whole table is no danger'),
  busyWrites: z
    .number()
    .nonnegative()
    .default(1)
    .describe('writes a second from which on a lock on a small table is still a danger'),
  preflightSeconds: z.number().nonnegative().default(5).describe('how long counting the rows in the way may take'),
});
export type MigrationSettings = z.infer<typeof migrationSettingsSchema>;

const reason = z.string().min(1);

export const schemaSettingsSchema = z.strictObject({
  schemas: z.array(z.string().min(1)).default([]).describe('only these schemas, * for any letters; all by default'),
  tables: z.array(z.string().min(1)).default([]).describe('only these tables, schema.table, * for any letters'),
  kinds: z.array(objectKindSchema).default([]).describe('only these kinds of objects; all by default'),
  owners: z.boolean().default(false).describe('whether it counts who owns an object'),
  columnOrder: z.boolean().default(false).describe('whether the order of columns counts'),
  ignore: z
    .array(z.strictObject({ object: z.string().min(1), kind: objectKindSchema.optional(), reason }))
    .default([])
    .describe('differences that are none, by object (public.orders.note, * for any letters), and why'),
});
export type SchemaSettings = z.infer<typeof schemaSettingsSchema>;

export const dataSettingsSchema = z.strictObject({
  tableSeconds: z.number().positive().max(3600).default(5).describe('how long reading one table may take'),
  totalSeconds: z.number().positive().max(86_400).default(60).describe('how long reading all tables may take'),
  mostCost: z
    .number()
    .positive()
    .default(1_000_000)
    .describe("the planner's cost above which a table is not read unasked (--all reads it, and readFrom does)"),
  tolerance: z.number().min(0).max(1).default(0.1).describe('fraction by which row counts of two targets may differ'),
  growth: z.number().positive().default(10).describe('times that a table may have grown since the last run'),
  ignore: z
    .array(z.strictObject({ object: z.string().min(1), code: z.string().optional(), reason }))
    .default([])
    .describe('objects whose findings are not reported: schema.table or schema.table.name, * for any letters, and why'),
});
export type DataSettings = z.infer<typeof dataSettingsSchema>;

const tablePath = z.string().regex(/^.+\..+$/s, 'is written schema.name');
const partPath = z.string().regex(/^.+\..+\..+$/s, 'is written schema.table.name');
const presentOr = (what: string) => z.union([z.literal(true), z.string().min(1)]).describe(`true, or ${what}`);

/** What has to be there, whatever the migrations say. Names are unquoted. */
export const expectSettingsSchema = z.strictObject({
  tables: z.array(tablePath).default([]).describe('schema.table'),
  columns: z.record(partPath, presentOr('its type')).default({}).describe('schema.table.column'),
  primaryKeys: z
    .record(tablePath, z.array(z.string().min(1)).min(1))
    .default({})
    .describe('schema.table: its columns'),
  unique: z
    .record(tablePath, z.array(z.array(z.string().min(1)).min(1)).min(1))
    .default({})
    .describe('schema.table: lists of columns, each unique'),
  constraints: z.record(partPath, presentOr('its definition')).default({}).describe('schema.table.constraint'),
  indexes: z.record(tablePath, presentOr('its definition')).default({}).describe('schema.index'),
  extensions: z.record(z.string(), presentOr('its version')).default({}),
  rows: z
    .array(
      z.strictObject({
        table: tablePath,
        column: z.string().min(1),
        in: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1),
      }),
    )
    .default([])
    .describe('rows of configuration: table, column, and the values that it has to hold'),
  settings: z.record(z.string(), z.string()).default({}).describe('TimeZone, server_encoding, ...: their values'),
});
export type ExpectSettings = z.infer<typeof expectSettingsSchema>;

export const limitsSchema = z.strictObject({
  connectSeconds: seconds('how long to go on trying to connect: a database that is asleep wakes', 60),
  statementSeconds: seconds('statement_timeout', 30),
  lockSeconds: seconds('lock_timeout', 2),
  settleSeconds: seconds('how long fix waits for transactions that may still commit ids of their own', 10),
  totalSeconds: seconds('after which a run stops and reports what it has', 600),
  targetsAtOnce: z.number().int().positive().max(100).default(5).describe('targets of one call that run side by side'),
});
export type Limits = z.infer<typeof limitsSchema>;

const keyText = z.string().min(1);
/** Who may call over HTTP. Nothing set up means that everything is refused. */
export const authSettingsSchema = z.strictObject({
  secret: secretName.optional().describe('AWS Secrets Manager: {"bearer": [tokens], "webhook": [whsec_ secrets]}'),
  fixSecret: secretName.optional().describe('the same for fix alone, which then accepts no others'),
  bearer: z.array(keyText).default([]).describe('tokens; names of environment variables stand in dollar-braces'),
  webhook: z.array(keyText).default([]).describe('whsec_ secrets of Standard Webhooks; dollar-braces as well'),
});
export type AuthSettings = z.infer<typeof authSettingsSchema>;

/** Where reports go besides the answer. */
export const publishSettingsSchema = z.strictObject({
  topic: z.string().startsWith('arn:').optional().describe('ARN of the SNS topic'),
  archive: z.string().min(1).optional().describe('the S3 bucket that keeps every report'),
  chat: z.boolean().default(false).describe('the message in the schema of Amazon Q Developer in chat applications'),
});
export type PublishSettings = z.infer<typeof publishSettingsSchema>;

/** The configuration file, `lockstep.config.json` or `.ts`. Unknown keys are refused. */
export const settingsSchema = z
  .strictObject({
    $schema: z.string().optional(),
    targets: z.record(targetName, targetSettingsSchema).default({}),
    sequences: sequenceSettingsSchema.prefault({}),
    migrations: migrationSettingsSchema.prefault({}),
    schema: schemaSettingsSchema.prefault({}),
    data: dataSettingsSchema.prefault({}),
    expect: expectSettingsSchema.prefault({}),
    limits: limitsSchema.prefault({}),
    auth: authSettingsSchema.prefault({}),
    publish: publishSettingsSchema.prefault({}),
    deploy: deploySettingsSchema.prefault({}),
    github: githubSettingsSchema.optional(),
  })
  .superRefine(({ targets, migrations }, context) => {
    for (const [name, target] of Object.entries(targets)) {
      for (const key of ['compareWith', 'readFrom'] as const) {
        const other = target[key];
        if (other === undefined || (other in targets && other !== name)) continue;
        const message = other === name ? 'is the target itself' : `there is no target ${other}`;
        context.addIssue({ code: 'custom', path: ['targets', name, key], message });
      }
    }
    // A name that no target has would take the project out of every gate. `default` is the database of --url.
    for (const [at, project] of migrations.projects.entries()) {
      for (const name of project.targets ?? []) {
        if (name === 'default' || name in targets) continue;
        const path = ['migrations', 'projects', at, 'targets'];
        context.addIssue({ code: 'custom', path, message: `there is no target ${name}` });
      }
    }
  });
export type Settings = z.infer<typeof settingsSchema>;
/** The configuration as a person writes it: everything optional. */
export type SettingsInput = z.input<typeof settingsSchema>;
