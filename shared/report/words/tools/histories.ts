import type { ToolName } from '../../../model/manifest.ts';

/** Recorded histories of a tool: `test/histories/<folder>/<scenario>`. */
export interface Recordings {
  tool: ToolName;
  folder: string;
  /** which of its programs wrote them; null where it does not run there, and its documentation and source had to do */
  by: string | null;
  scenarios: string[];
}

const words = (text: string) => text.split(' ');

/** What the tests hold the readers and verdicts to. A test compares it with the folders. */
export const recordings: Recordings[] = [
  {
    tool: 'prisma',
    folder: 'prisma',
    by: 'Prisma 6.19.3 with its real schema engine',
    scenarios: words(
      'baseline checksums crlf deleted diverged edited failed fresh late pending renamed retried rolled-back squashed stamped up-to-date',
    ),
  },
  {
    tool: 'drizzle',
    folder: 'drizzle',
    by: 'drizzle-kit 0.31.11 with drizzle-orm 0.45.4',
    scenarios: words(
      'checksums conflict custom-table deleted edited failed fresh half-written left-out pending skipped up-to-date without-file',
    ),
  },
  {
    tool: 'drizzle',
    folder: 'drizzle-1',
    by: 'drizzle-kit and drizzle-orm 1.0.0-rc.5',
    scenarios: words('late late-run pending up-to-date upgraded upgraded-and-migrated'),
  },
  {
    tool: 'supabase',
    folder: 'supabase',
    by: "Supabase's command-line tool 3.1.0",
    scenarios: words('checksums concurrently deleted edited failed fresh late pending repaired up-to-date'),
  },
  {
    tool: 'alembic',
    folder: 'alembic',
    by: 'Alembic 1.8.1',
    scenarios: words(
      'branches custom-table deleted merge-pending merged operations pending stamped two-heads up-to-date',
    ),
  },
  {
    tool: 'alembic',
    folder: 'flask',
    by: 'Flask-Migrate 4.0.4',
    scenarios: words('diverged merged pending stamped two-heads up-to-date'),
  },
  {
    tool: 'django',
    folder: 'django',
    by: 'Django 3.2',
    scenarios: words(
      'deleted faked inconsistent merged operations pending squashed squashed-fresh squashed-partly two-heads up-to-date',
    ),
  },
  {
    tool: 'rails',
    folder: 'rails',
    by: 'Active Record 6.1.7',
    scenarios: words('deleted everything failed out-of-order pending squashed stamped up-to-date'),
  },
  {
    tool: 'knex',
    folder: 'knex',
    by: 'Knex 3.3.0',
    scenarios: words('deleted failed locked out-of-order own-table pending renamed up-to-date'),
  },
  {
    tool: 'sequelize',
    folder: 'sequelize',
    by: 'sequelize-cli 6.6.5 and Umzug 3.8.3',
    scenarios: words('failed pending umzug up-to-date'),
  },
  { tool: 'typeorm', folder: 'typeorm', by: 'TypeORM 1.1.1', scenarios: words('failed pending up-to-date') },
  { tool: 'mikroorm', folder: 'mikroorm', by: 'MikroORM 6.6.16', scenarios: words('failed pending up-to-date') },
  {
    tool: 'kysely',
    folder: 'kysely',
    by: 'Kysely 0.28.18 with kysely-ctl 0.20.0',
    scenarios: words('deleted failed out-of-order pending up-to-date'),
  },
  {
    tool: 'node-pg-migrate',
    folder: 'node-pg-migrate',
    by: 'node-pg-migrate 9.0.0',
    scenarios: words('deleted failed out-of-order pending up-to-date'),
  },
  {
    tool: 'flyway',
    folder: 'flyway',
    by: null,
    scenarios: words('baseline edited failed out-of-order'),
  },
  {
    tool: 'liquibase',
    folder: 'liquibase',
    by: null,
    scenarios: words('locked pending up-to-date'),
  },
  {
    tool: 'dbmate',
    folder: 'dbmate',
    by: 'dbmate 2.36.0',
    scenarios: words('deleted failed out-of-order pending up-to-date'),
  },
];
