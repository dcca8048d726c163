import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployJourneys } from './deploy/journeys.ts';

const program = '/usr/bin/alembic';

function fileOf(folder: string, migration: string): string {
  return join(folder, 'migrations/versions', `${migration}.py`);
}

const idOf = (migration: string) => migration.slice(0, 4);

/** Debian's Alembic. */
deployJourneys({
  folder: 'examples/alembic',
  command: ['alembic', 'upgrade', 'head'],
  obstacle: existsSync(program) ? null : `${program} is not here`,
  prepare: () => {},
  environment: () => ({ PYTHONDONTWRITEBYTECODE: '1' }),
  idOf,
  write(folder, migration, sql) {
    const parent = String(Number(idOf(migration)) - 1).padStart(4, '0');
    const lines = [
      'from alembic import op',
      `revision = "${idOf(migration)}"`,
      `down_revision = "${parent}"`,
      'def upgrade():',
      ...sql.map((statement) => `    op.execute(${JSON.stringify(statement)})`),
      'def downgrade():',
      '    pass',
    ];
    writeFileSync(fileOf(folder, migration), `${lines.join('\n')}\n`);
  },
  remove: (folder, migration) => rmSync(fileOf(folder, migration)),
});
