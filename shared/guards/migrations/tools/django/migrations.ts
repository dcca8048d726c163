import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { pythonFile } from '../python/file.ts';
import { isFalse, itemsOf, nameOf, type Statement, textOf, textsOf, type Value } from '../python/value.ts';
import type { Application } from './applications.ts';

/** Another migration, by its application and name; `__first__` and `__latest__` are names as well. */
export type Reference = [app: string, name: string];

/** One migration as its file says it. */
export interface Written {
  /** `app.name` */
  id: string;
  app: string;
  name: string;
  /** from the repository's root */
  path: string;
  dependencies: Reference[];
  runBefore: Reference[];
  replaces: Reference[];
  atomic: boolean;
  /** the list of operations; null where there is none that can be relied on */
  operations: Value | null;
}

/** Reads the migrations of an application. What a file does not say in plain words goes to `problems`. */
export function migrationsOf(
  repository: Repository,
  { label, migrations }: Application,
  options: { user: string | null; problems: Problem[] },
): Written[] {
  return migrations.flatMap((path) => read(repository, path, { ...options, label }) ?? []);
}

interface Options {
  label: string;
  user: string | null;
  problems: Problem[];
}

function read(repository: Repository, path: string, { label, user, problems }: Options): Written | null {
  const { module, problem } = pythonFile(repository, path);
  if (problem) problems.push(problem);
  const name = path.slice(path.lastIndexOf('/') + 1, -'.py'.length);
  const found = module?.body.find((each) => each.kind === 'class' && each.name === 'Migration');
  const body = found?.kind === 'class' ? found.body : [];
  if (!found && !problem) {
    problems.push({ file: path, message: 'it has no class Migration, so Django cannot load it' });
    return null;
  }
  const references = (attribute: string): Reference[] => {
    const value = assigned(body, attribute);
    const list = value === undefined ? [] : (itemsOf(value)?.map((item) => referenceOf(item, user)) ?? null);
    // Whom it depends on among the models that settings exchange may be unknown without harm: an installed package's.
    if (list !== null && !list.includes(null)) return list.filter((each) => each !== null && each !== 'unknown');
    problems.push({ file: path, line: value?.line ?? 1, message: `${attribute} is no plain list of migrations` });
    return list?.filter((each) => each !== null && each !== 'unknown') ?? [];
  };
  const operations = assigned(body, 'operations');
  return {
    id: `${label}.${name}`,
    app: label,
    name,
    path,
    dependencies: references('dependencies'),
    runBefore: references('run_before'),
    replaces: references('replaces'),
    atomic: !isFalse(assigned(body, 'atomic')),
    operations: problem ? null : (operations ?? { kind: 'list', items: [], line: 1 }),
  };
}

/** What an attribute of the class is; a value that may change afterwards is unknown. */
function assigned(body: Statement[], name: string): Value | undefined {
  const values = body.flatMap((each) => (each.kind === 'assign' && each.name === name ? [each.value] : []));
  const [first, second] = values;
  return second && first ? { kind: 'unknown', line: second.line } : first;
}

function referenceOf(item: Value, user: string | null): Reference | 'unknown' | null {
  const [app, name, ...more] = textsOf(item) ?? [];
  if (app !== undefined && name !== undefined && more.length === 0) return [app, name];
  if (item.kind !== 'call' || !nameOf(item)?.endsWith('.swappable_dependency')) return null;
  const [given] = item.positional;
  const model = nameOf(given) === 'django.conf.settings.AUTH_USER_MODEL' ? user : textOf(given);
  return model ? [model.split('.')[0] ?? '', '__first__'] : 'unknown';
}
