import type { Project } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import { projectsIn } from './django/folders.ts';
import { iso, rowsOf } from './sql.ts';
import type { Commands, Reader, Tool } from './tool.ts';

interface Row {
  id: string;
  appliedAt: string | null;
}

/**
 * Django. One table for all applications, the installed packages' among them; ids are `app.name`. It refuses to run where a
 * migration is applied before one that it depends on. django/db/migrations/recorder.py, loader.py
 */
export const django: Tool = {
  name: 'django',
  title: 'Django',
  tables: [{ name: 'django_migrations', columns: ['id', 'app', 'name', 'applied'], anyName: true }],
  late: 'refuses',
  query: (table) => rowsOf(table, { id: "app || '.' || name", appliedAt: iso('applied') }, 'id'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as Row[]).map(({ id, appliedAt }) => ({
      id,
      status: 'applied',
      checksum: null,
      appliedAt,
      durationMs: null,
      by: null,
      detail: null,
    })),
  }),
  own: ({ id }, { migrations }) => {
    const app = id.slice(0, id.indexOf('.'));
    return migrations.some(({ branch }) => branch === app);
  },
  commands,
};

function commands(_variant?: string, project: Project | null = null): Commands {
  return {
    apply: 'python manage.py migrate',
    status: 'python manage.py showmigrations',
    resolve: (migration) => [`python manage.py migrate ${shellWord(words(migration)[0])}`],
    markApplied: (migration) => [`python manage.py migrate --fake ${words(migration).map(shellWord).join(' ')}`],
    forgetsLater: true,
    // Back to what it comes after; a row whose file is gone is pruned (Django 4.1).
    forget: (migration) => {
      const [app] = words(migration);
      const known = project?.migrations.find(({ id }) => id === migration);
      const parent = known?.parents?.find((id) => id.startsWith(`${app}.`));
      const target = parent === undefined ? 'zero' : words(parent)[1];
      return [
        `python manage.py migrate ${known ? `--fake ${shellWord(app)} ${shellWord(target)}` : `--prune ${shellWord(app)}`}`,
      ];
    },
    merge: () => ['python manage.py makemigrations --merge', 'python manage.py migrate'],
  };
}

/** An id as Django's commands take it: the application, then the name. */
function words(id: string): [app: string, name: string] {
  const dot = id.indexOf('.');
  return dot < 0 ? [id, ''] : [id.slice(0, dot), id.slice(dot + 1)];
}

export const djangoReader: Reader = {
  tool: 'django',
  places: (repository) => projectsIn(repository).map((directory) => ({ directory })),
  // The parser of Python is loaded where it is needed, and stays out of the Lambdas' bundles.
  read: async (repository, place) => (await import('./django/project.ts')).djangoProject(repository, place),
};
