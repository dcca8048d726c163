import type { Repository } from '../../repository/repository.ts';
import { directoryOf } from '../files.ts';
import { pythonFile } from '../python/file.ts';
import { nameOf, textOf } from '../python/value.ts';

/** A Django application of the repository, and the files of its migrations. */
export interface Application {
  label: string;
  /** from the repository's root */
  migrations: string[];
}

/** Files that Django takes for migrations: django/db/migrations/loader.py leaves out names that begin with `_` or `~`. */
const migrationFile = /(^|\/)migrations\/(?![_~])[^/]+\.py$/;

/** Every directory with a manage.py that has applications with migrations below it. */
export function projectsIn(repository: Repository): string[] {
  const roots = repository.files.filter((file) => /(^|\/)manage\.py$/.test(file)).map(directoryOf);
  return roots.filter((root) => applicationsIn(repository, root).length > 0);
}

/** The applications of a project: those below its directory that are below no other project's. */
export function applicationsIn(repository: Repository, root: string): Application[] {
  const others = repository.files
    .filter((file) => /(^|\/)manage\.py$/.test(file) && directoryOf(file) !== root)
    .map((file) => `${directoryOf(file)}/`)
    .filter((other) => other !== '/' && isBelow(other, root));
  const files = repository.files.filter((file) => {
    return migrationFile.test(file) && isBelow(file, root) && !others.some((other) => file.startsWith(other));
  });
  const byFolder = [...Map.groupBy(files, directoryOf)].filter(([, list]) =>
    list.some((file) => isDjango(repository, file)),
  );
  const labelled = byFolder.map(([folder, list]) => ({
    label: labelOf(repository, directoryOf(folder)),
    migrations: list,
  }));
  return [...Map.groupBy(labelled, ({ label }) => label)].map(([label, same]) => ({
    label,
    migrations: same.flatMap(({ migrations }) => migrations),
  }));
}

function isBelow(path: string, root: string): boolean {
  return root === '' || path.startsWith(`${root}/`);
}

function isDjango(repository: Repository, file: string): boolean {
  try {
    return /^class Migration\b/m.test(repository.text(file) ?? '');
  } catch {
    // It is where Django's migrations are: that it cannot be read is said when it is read.
    return true;
  }
}

/** `label` of the AppConfig in apps.py, else the last part of its `name`, else the name of the folder. */
function labelOf(repository: Repository, folder: string): string {
  const { module } = pythonFile(repository, folder === '' ? 'apps.py' : `${folder}/apps.py`);
  const configs = (module?.body ?? []).flatMap((each) => {
    return each.kind === 'class' && each.bases.some((base) => nameOf(base)?.endsWith('AppConfig')) ? [each.body] : [];
  });
  const said = (name: string) =>
    configs.flatMap((body) =>
      body.flatMap((each) => (each.kind === 'assign' && each.name === name ? (textOf(each.value) ?? []) : [])),
    );
  const last = folder.slice(folder.lastIndexOf('/') + 1);
  return said('label')[0] ?? said('name')[0]?.replace(/^.*\./, '') ?? last;
}

/** What the settings of a project say; null where they do not agree, or it is computed. */
export interface DjangoSettings {
  /** `AUTH_USER_MODEL` */
  user: string | null;
  /** `DEFAULT_AUTO_FIELD`: the type of keys that no migration says, those of many-to-many tables */
  serial: 'serial' | 'bigserial' | null;
}

/** Reads the settings of a project, wherever in it they are. What no settings say is Django's own default. */
export function settingsIn(repository: Repository, root: string): DjangoSettings {
  const files = repository.files.filter((file) => {
    return /(^|\/)(\w*settings\w*\.py|settings\/[^/]+\.py)$/.test(file) && isBelow(file, root);
  });
  const statements = files.flatMap((file) => pythonFile(repository, file).module?.body ?? []);
  const said = (name: string, otherwise: string) => {
    const values = statements.flatMap((each) =>
      each.kind === 'assign' && each.name === name ? [textOf(each.value)] : [],
    );
    const [first, ...others] = new Set(values);
    return others.length > 0 ? null : (first ?? (values.length > 0 ? null : otherwise));
  };
  const field = said('DEFAULT_AUTO_FIELD', 'AutoField')?.replace(/^.*\./, '');
  const serials = { AutoField: 'serial', BigAutoField: 'bigserial' } as const;
  return {
    user: said('AUTH_USER_MODEL', 'auth.User'),
    serial: field === 'AutoField' || field === 'BigAutoField' ? serials[field] : null,
  };
}
