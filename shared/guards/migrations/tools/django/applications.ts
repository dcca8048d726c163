import type { Repository } from '../../repository/repository.ts';
import { directoryOf } from '../files.ts';
import { pythonFile } from '../python/file.ts';
import { nameOf, textOf } from '../python/value.ts';
import { foldersIn } from './folders.ts';

/** A Django application of the repository, and the files of its migrations. */
export interface Application {
  label: string;
  /** from the repository's root */
  migrations: string[];
}

/** The applications of a project. */
export function applicationsIn(repository: Repository, root: string): Application[] {
  const labelled = foldersIn(repository, root).map(([folder, migrations]) => ({
    label: labelOf(repository, directoryOf(folder)),
    migrations,
  }));
  return [...Map.groupBy(labelled, ({ label }) => label)].map(([label, same]) => ({
    label,
    migrations: same.flatMap(({ migrations }) => migrations),
  }));
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
  const files = repository.below(root).filter((file) => /(^|\/)(\w*settings\w*\.py|settings\/[^/]+\.py)$/.test(file));
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
