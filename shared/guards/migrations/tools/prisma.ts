import * as z from 'zod';
import type { Migration } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { prismaPlaces } from './prisma/places.ts';
import { prismaProject } from './prisma/project.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Prisma Migrate. Its table holds a row for each attempt; an attempt that was neither finished nor rolled back failed, or
 * still runs.
 * prisma/prisma-engines: schema-engine/commands/src/commands/{apply_migrations,diagnose_migration_history}.rs,
 * schema-engine/connectors/sql-schema-connector/src/flavour/postgres (the lock)
 */
export const prisma: Tool = {
  name: 'prisma',
  title: 'Prisma Migrate',
  tables: [
    {
      name: '_prisma_migrations',
      columns: [
        'id',
        'checksum',
        'finished_at',
        'migration_name',
        'logs',
        'rolled_back_at',
        'started_at',
        'applied_steps_count',
      ],
      anyName: true,
    },
  ],
  late: 'runs',
  baseline: 'itself',
  query: historyQuery,
  read: (json) => ({ keeps: 'all', recorded: z.array(rowSchema).parse(json).map(recordedFrom) }),
  edited: isEdited,
  advisoryLock: { classid: 0, objid: 72_707_369 },
  commands: {
    apply: 'npx prisma migrate deploy',
    status: 'npx prisma migrate status',
    resolve: (migration) => [`npx prisma migrate resolve --rolled-back ${shellWord(migration)}`],
    markApplied: (migration) => [`npx prisma migrate resolve --applied ${shellWord(migration)}`],
  },
};

/** `prisma/migrations/<name>/migration.sql`, beside a migration_lock.toml that names the provider. */
export const prismaReader: Reader = { tool: 'prisma', places: prismaPlaces, read: prismaProject };

const rowSchema = z.object({
  name: z.string(),
  checksum: z.string(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  rolledBackAt: z.string().nullable(),
  durationMs: z.number().nullable(),
  steps: z.number(),
  logs: z.string().nullable(),
});
type Row = z.infer<typeof rowSchema>;

function historyQuery(table: HistoryTable): string {
  const columns = {
    name: 'migration_name',
    checksum: 'checksum',
    startedAt: iso('started_at'),
    finishedAt: iso('finished_at'),
    rolledBackAt: iso('rolled_back_at'),
    durationMs: 'round(extract(epoch FROM finished_at - started_at) * 1000)',
    steps: 'applied_steps_count',
    logs: 'left(logs, 2000)',
  };
  return rowsOf(table, columns, 'started_at, id');
}

function recordedFrom(row: Row): Recorded {
  const status = statusOf(row);
  return {
    id: row.name,
    status,
    checksum: row.checksum,
    appliedAt: row.finishedAt ?? row.startedAt,
    durationMs: status === 'applied' ? row.durationMs : null,
    by: null,
    detail: withoutTrace(row.logs ?? '') || null,
  };
}

/** What PostgreSQL said, without the places in Prisma's own source that follow, and the same once more as Rust prints it. */
function withoutTrace(logs: string): string {
  return logs
    .replace(/^ *0: \w+::[\s\S]*/m, '')
    .replaceAll(/^DbError \{.*\}$/gm, '')
    .trim();
}

/** `migrate resolve --applied` leaves a row that finished when it started, and took no step. */
function statusOf({ startedAt, finishedAt, rolledBackAt, steps }: Row): Recorded['status'] {
  if (rolledBackAt !== null) return 'rolled-back';
  if (finishedAt === null) return 'failed';
  return steps === 0 && startedAt === finishedAt ? 'baseline' : 'applied';
}

/** Old versions wrote the bytes of a checksum without their leading zeros: github.com/prisma/prisma-engines/issues/1887. */
function isEdited({ checksums = [] }: Migration, { checksum }: Recorded): boolean {
  if (checksum === null || checksums.length === 0) return false;
  const isOld = checksum !== '' && checksum.length !== 64;
  return !(isOld ? checksums.map(withoutZeros) : checksums).includes(checksum);
}

function withoutZeros(checksum: string): string {
  return checksum.replaceAll(/0(.)|../g, (pair, digit: string | undefined) => digit ?? pair);
}
