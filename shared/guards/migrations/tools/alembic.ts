import type { Project } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import { locationsIn } from './alembic/locations.ts';
import { rowWith } from './row.ts';
import { rowsOf } from './sql.ts';
import type { Commands, Reader, Tool } from './tool.ts';

/**
 * Alembic, and Flask-Migrate, which is Alembic by other commands (`variant: 'flask'`). The table holds heads only: what
 * comes before them counts as applied. Revisions run in transactions, so a failure leaves no trace.
 * alembic/runtime/migration.py, `_version`
 */
export const alembic: Tool = {
  name: 'alembic',
  title: 'Alembic',
  tables: [{ name: 'alembic_version', columns: ['version_num'], anyName: true }],
  late: 'runs',
  query: (table) => rowsOf(table, { id: 'version_num' }, 'version_num'),
  read: (json) => ({
    keeps: 'heads',
    recorded: (json as { id: string }[]).map(rowWith),
  }),
  commands,
};

function commands(variant = '', project: Project | null = null): Commands {
  const isFlask = variant.startsWith('flask');
  const alembicCommand = isFlask ? 'flask db' : 'alembic';
  const head = isFlask ? '' : ' head';
  const upgrade = `${alembicCommand} upgrade${variant.endsWith('branches') ? ' heads' : head}`;
  return {
    apply: upgrade,
    status: `${alembicCommand} current`,
    resolve: () => [upgrade],
    markApplied: (migration) => [`${alembicCommand} stamp ${shellWord(migration)}`],
    forgetsLater: true,
    // A stamp sets the position: back to what it comes after. Of what no file has nobody can tell that.
    forget: (migration) => {
      const known = project?.migrations.find(({ id }) => id === migration);
      const [parent = 'base', ...others] = known?.parents ?? [];
      return known && others.length === 0
        ? [`${alembicCommand} stamp ${shellWord(parent)}`]
        : [`${alembicCommand} stamp --purge '<revision that the schema really has>'`];
    },
    merge: (heads) => [`${alembicCommand} merge -m "merge heads" ${heads.map(shellWord).join(' ')}`, upgrade],
  };
}

export const alembicReader: Reader = {
  tool: 'alembic',
  places: (repository) => locationsIn(repository).map(({ directory }) => ({ directory })),
  // The parser of Python is loaded where it is needed, and stays out of the Lambdas' bundles.
  read: async (repository, place) => (await import('./alembic/project.ts')).alembicProject(repository, place),
};
