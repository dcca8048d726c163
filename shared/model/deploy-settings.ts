import * as z from 'zod';

const text = z.string().min(1);
const keepDays = z.number().int().positive().max(365).default(7).describe('days after which Lockstep removes its own');
const variable = (what: string) => text.describe(`${what}; names of environment variables stand in dollar-braces`);

/** How `lockstep deploy` and `lockstep backup` make a restore point of a target. */
export const restoreSettingsSchema = z.discriminatedUnion('method', [
  z.strictObject({
    method: z.literal('neon-branch'),
    project: variable('id of the Neon project'),
    branch: text.optional().describe("id or name of the target's branch (the one that the endpoint of its host is on)"),
    apiKey: variable('key of the Neon API (NEON_API_KEY)').optional(),
    keepDays,
  }),
  z.strictObject({
    method: z.literal('rds-snapshot'),
    instance: text.optional().describe('identifier of the RDS instance'),
    cluster: text.optional().describe('identifier of the Aurora cluster'),
    region: text.optional().describe("AWS region (the environment's)"),
    keepDays,
  }),
  z.strictObject({
    method: z.literal('pg-dump'),
    directory: text.default('.lockstep/restore-points').describe('where the dumps are kept'),
    jobs: z.number().int().positive().max(64).default(4).describe('tables that are dumped side by side'),
    binaries: text.optional().describe('folder of pg_dump and pg_restore (from PATH)'),
    keepDays,
  }),
]);
export type RestoreSettings = z.infer<typeof restoreSettingsSchema>;

/** What `lockstep deploy` asks for before it runs a command, and does after it. */
export const deploySettingsSchema = z.strictObject({
  branches: z.array(text).default([]).describe('git branches that production may be deployed from, * for any letters'),
  clean: z.boolean().default(true).describe('whether the working tree has to be clean to deploy to production'),
  variables: z
    .array(z.string().regex(/^[A-Za-z_]\w*$/))
    .default(['DATABASE_URL'])
    .describe("environment variables that hold the target's URL for the command"),
  after: z.array(text).default([]).describe('files of SQL that are applied after the command, each in a transaction'),
  fix: z.boolean().default(false).describe('whether sequences that are behind are fixed before verify'),
  seconds: z.number().positive().max(86_400).default(3600).describe('how long the command may take'),
});

/** On this machine alone a key may travel without TLS. */
const apiAddress = z
  .url()
  .refine((text) => text.startsWith('https://') || /^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?(\/|$)/.test(text), {
    error: 'is no https address',
  });

/** A GitHub App whose deployment protection rule asks Lockstep. Its keys come from `secret`, or from the environment. */
export const githubSettingsSchema = z.strictObject({
  app: z.union([z.number().int().positive(), text]).describe('id of the GitHub App, or its client id'),
  secret: text
    .optional()
    .describe(
      'AWS Secrets Manager: {"privateKey": "-----BEGIN ...", "webhookSecret": "..."}; several secrets as a list',
    ),
  privateKey: variable('private key of the app, PEM').optional(),
  webhookSecret: z
    .union([text, z.array(text).min(1)])
    .optional()
    .describe('secret of its webhook, or several while one is rotated; dollar-braces as well'),
  repositories: z
    .array(z.string().regex(/^[\w.*-]+\/[\w.*-]+$/, { error: 'is not owner/name' }))
    .min(1)
    .optional()
    .describe('who is answered: owner/name, * for any letters (all that the app is installed on)'),
  api: apiAddress.default('https://api.github.com').describe('of GitHub Enterprise Server: https://host/api/v3'),
});
export type GithubSettings = z.infer<typeof githubSettingsSchema>;
