import type { Migration, Project, ToolName } from '../../../model/manifest.ts';

/** Tools that send the statements of a file one by one, outside a transaction as well; the others send the text as it is. */
const splitting: ReadonlySet<ToolName> = new Set(['flyway', 'goose', 'atlas', 'liquibase']);

/**
 * How a migration is sent. `wrapped`: the tool begins a transaction around it. `together`: without one, the statements of
 * a part go out as one simple query, which PostgreSQL runs as one transaction where there are several.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-MULTI-STATEMENT
 */
export interface Wrapping {
  wrapped: boolean;
  together: boolean;
}

export function wrappingOf(
  migration: Migration,
  { tool, transaction }: Pick<Project, 'tool' | 'transaction'>,
): Wrapping {
  return {
    wrapped: transaction !== 'none' && migration.outsideTransaction !== true,
    together: !splitting.has(tool),
  };
}

/** What a tool wraps where its files do not say otherwise, for files that are linted by themselves. */
export function usualTransaction(tool: ToolName): Project['transaction'] {
  return usual[tool] ?? 'each';
}

/** Of the documentation and sources of each; the readers look closer. */
const usual: Partial<Record<ToolName, Project['transaction']>> = {
  prisma: 'none',
  sequelize: 'none',
  'golang-migrate': 'none',
  supabase: 'none',
  alembic: 'all',
  drizzle: 'all',
  typeorm: 'all',
  mikroorm: 'all',
  kysely: 'all',
  'node-pg-migrate': 'all',
};
