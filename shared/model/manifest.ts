import * as z from 'zod';
import { snapshotSchema } from './snapshot.ts';

/** The migration tools whose histories Lockstep reads. */
export const toolNameSchema = z.enum([
  'prisma',
  'alembic',
  'drizzle',
  'django',
  'rails',
  'knex',
  'sequelize',
  'typeorm',
  'mikroorm',
  'kysely',
  'node-pg-migrate',
  'flyway',
  'liquibase',
  'golang-migrate',
  'goose',
  'dbmate',
  'sqlx',
  'atlas',
  'supabase',
  'ecto',
  'diesel',
]);
export type ToolName = z.infer<typeof toolNameSchema>;

const line = z.number().int().positive();
const path = z.string().min(1).max(1000);
const id = z.string().min(1).max(1000);

/**
 * A piece of the SQL that a migration runs forward. `line`: where it begins in its file, from 1. `outsideTransaction`: the
 * tool commits before it, and begins anew after it (Alembic's `autocommit_block`).
 */
export const sqlPartSchema = z.strictObject({ line, text: z.string(), outsideTransaction: z.boolean().optional() });
export type SqlPart = z.infer<typeof sqlPartSchema>;

/** A comment of a migration's source that allows lint rules: see `linting/allow.ts`. `whole`: for all of the file. */
export const allowSchema = z.strictObject({
  line,
  rules: z.array(z.string().max(100)).max(50),
  reason: z.string().max(1000).nullable(),
  whole: z.boolean(),
  unclear: z.literal(true).optional(),
});

/**
 * One migration of the repository. `id` is what joins it to its row in the database, as the tool writes it there.
 *
 * - `file`: relative to the project's directory
 * - `checksums`: as the tool computes them; several where the tool accepts several
 * - `parents`: the ids that it comes after, where the order is a graph (Alembic, Django); `[]` for a root
 * - `branch`: heads are counted for each of them (a Django app)
 * - `replaces`: ids that it stands for (a squash)
 * - `order`: what the tool orders and compares by, where that is not the id (Drizzle's `when`)
 * - `outsideTransaction`: the tool runs it without a transaction around it
 * - `sql`: what it runs; only of the newest migrations, see `lockstep manifest --since`
 * - `opaque`: parts of it could not be read as SQL, so nothing is known of what they do
 * - `effects`: which objects it adds, drops and renames, in order; see `effects.ts`
 * - `allows`: of a source that is not SQL; those in SQL are read with it
 */
export const migrationSchema = z.strictObject({
  id,
  file: path.optional(),
  checksums: z.array(z.string().max(200)).max(10).optional(),
  parents: z.array(id).max(1_000).optional(),
  branch: z.string().max(500).optional(),
  replaces: z.array(id).max(10_000).optional(),
  kind: z.enum(['repeatable', 'baseline', 'merge']).optional(),
  order: z.string().max(100).optional(),
  outsideTransaction: z.boolean().optional(),
  sql: z.array(sqlPartSchema).optional(),
  opaque: z.boolean().optional(),
  effects: z.array(z.string().max(2000)).optional(),
  allows: z.array(allowSchema).max(200).optional(),
});
export type Migration = z.infer<typeof migrationSchema>;

/**
 * A file of the repository that could not be understood: what it says is unknown, never guessed. `certain`: it was
 * understood, and is a mistake, so that nothing is unknown because of it.
 */
export const problemSchema = z.strictObject({
  file: path,
  line: line.optional(),
  message: z.string().max(2000),
  certain: z.literal(true).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/**
 * The migrations of one tool in one directory, in the order in which the tool runs them.
 *
 * - `variant`: where a tool has several layouts (Drizzle: `journal`, `folders`)
 * - `table`: `schema.table` or `table` of its history, where that is not the tool's default
 * - `transaction`: what the tool wraps: each migration, all pending ones together, or nothing
 * - `heads`: the migrations that no other comes after
 * - `files`: as it is written, the file of each migration that does not say its own: `{id}/migration.sql`
 */
export const projectSchema = z
  .strictObject({
    tool: toolNameSchema,
    directory: z.string().max(1000),
    variant: z.string().max(50).optional(),
    table: z.string().max(200).optional(),
    transaction: z.enum(['each', 'all', 'none']),
    // One name at most, so that what is written in short stays short.
    files: z
      .string()
      .max(200)
      .regex(/^[^{}]*\{id\}[^{}]*$/)
      .optional(),
    migrations: z.array(migrationSchema).max(50_000),
    heads: z.array(id).max(10_000),
    problems: z.array(problemSchema).max(10_000),
  })
  .transform(({ files, ...project }) => ({
    ...project,
    migrations: project.migrations.map((migration) => {
      return files === undefined ? migration : { file: fileFrom(files, migration.id), ...migration };
    }),
  }));
export type Project = z.infer<typeof projectSchema>;

/** The file of a migration where it follows from the id. */
export function fileFrom(files: string, id: string): string {
  return files.replace('{id}', () => id);
}

/**
 * SQL beside the migrations (`migrations.extra`) that has to have been applied as well: constraints, triggers, policies.
 * `opaque`: parts of it could not be read, so nobody can tell whether they were.
 */
export const extraSchema = z.strictObject({
  file: path,
  text: z.string(),
  effects: z.array(z.string().max(2000)),
  opaque: z.literal(true).optional(),
});
export type Extra = z.infer<typeof extraSchema>;

/** The commit that a manifest was made from. `dirty`: files were changed that it does not hold. */
export const gitSchema = z.strictObject({ commit: z.string().max(100), dirty: z.boolean() });

/** What the repository expects of the database. `manifest` is the version of this shape. The same repository gives the same bytes. */
export const manifestSchema = z.strictObject({
  manifest: z.literal(1),
  lockstep: z.string().max(50),
  git: gitSchema.nullable(),
  since: z.string().max(1000).optional(),
  projects: z.array(projectSchema).max(100),
  extra: z.array(extraSchema).max(1_000).optional(),
  /** what a replay on an empty PostgreSQL came to */
  snapshot: snapshotSchema.optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Whether it expects nothing of a database, so that every database would pass. */
export function expectsNothing({ projects, extra = [], snapshot }: Manifest): boolean {
  const says = projects.some(({ migrations, problems }) => migrations.length > 0 || problems.length > 0);
  return !says && extra.length === 0 && snapshot === undefined;
}

/**
 * A manifest and where it is from: the call, the repository that the command runs in, or the archive, which keeps the one
 * of the last deploy that was verified (`at`, as ISO 8601).
 */
export interface Expectation {
  manifest: Manifest;
  source: 'call' | 'repository' | 'archive';
  at?: string;
  /** why the archive could not say it; the manifest is then empty, and what should be is unknown */
  failure?: string;
}
