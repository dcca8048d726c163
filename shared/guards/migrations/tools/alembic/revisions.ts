import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { type PythonFile, pythonFile } from '../python/file.ts';
import { type Statement, textOf, textsOf, type Value } from '../python/value.ts';
import type { Location } from './locations.ts';

/** One revision as its file says it. */
export interface Revision {
  id: string;
  /** from the repository's root */
  path: string;
  down: string[];
  /** revisions or labels of branches */
  dependsOn: string[];
  labels: string[];
  /** the body of `upgrade()`; null where there is none that can be relied on */
  upgrade: Statement[] | null;
}

export interface Revisions {
  revisions: Revision[];
  problems: Problem[];
}

/** Every revision of a location, in the order of the files. What a file does not say in plain words is a problem. */
export function revisionsIn(repository: Repository, { versions, recursive }: Location): Revisions {
  const inside = new Set(versions.flatMap((folder) => repository.below(folder)));
  const files = [...inside]
    .sort()
    .filter((file) => versions.some((folder) => isRevisionFile(file, { folder, recursive })));
  const read: Revisions = { revisions: [], problems: [] };
  for (const path of files) {
    const file = pythonFile(repository, path);
    if (file.problem) read.problems.push(file.problem);
    const revision = file.module ? revisionOf(file, read.problems) : null;
    if (revision === null) continue;
    const double = read.revisions.find(({ id }) => id === revision.id);
    if (double)
      read.problems.push({ file: path, message: `it has the revision ${revision.id}, as ${double.path} has` });
    else read.revisions.push(revision);
  }
  return read;
}

/** alembic/script/base.py, `_only_source_rev_file`. */
function isRevisionFile(file: string, { folder, recursive }: { folder: string; recursive: boolean }): boolean {
  const prefix = folder === '' ? '' : `${folder}/`;
  const rest = file.startsWith(prefix) ? file.slice(prefix.length) : '';
  const name = rest.slice(rest.lastIndexOf('/') + 1);
  return /^(?!\.#|__init__).*\.py$/.test(name) && (recursive || name === rest) && !/(^|\/)__pycache__\//.test(rest);
}

function revisionOf({ path, module, problem }: PythonFile, problems: Problem[]): Revision | null {
  const top = module?.body ?? [];
  const complain = (line: number | undefined, message: string) =>
    problems.push({ file: path, ...(line === undefined ? {} : { line }), message });
  const id = assigned(top, 'revision', complain);
  if (id === undefined) {
    if (!problem) complain(undefined, 'it says no revision, so Alembic cannot load it');
    return null;
  }
  const revision = textOf(id);
  const down = idsOf(assigned(top, 'down_revision', complain));
  if (revision === null || down === null) {
    complain(id.line, 'revision or down_revision is no plain text here');
    if (revision === null) return null;
  }
  const functions = top.filter((each) => each.kind === 'function' && each.name === 'upgrade');
  const [upgrade] = functions;
  const reliable = !problem && functions.length === 1 && upgrade?.kind === 'function';
  return {
    id: revision,
    path,
    down: down ?? [],
    dependsOn: idsOf(assigned(top, 'depends_on', complain)) ?? [],
    labels: idsOf(assigned(top, 'branch_labels', complain)) ?? [],
    upgrade: reliable ? upgrade.body : null,
  };
}

/** What a name is given at the top of the file; undefined where nothing, or more than one thing. */
function assigned(
  top: Statement[],
  name: string,
  complain: (line: number, message: string) => void,
): Value | undefined {
  const values = top.flatMap((each) => (each.kind === 'assign' && each.name === name ? [each] : []));
  const [first, second] = values;
  if (second) complain(second.line, `${name} is said twice`);
  return second ? undefined : first?.value;
}

/** A text, None, or a list or tuple of texts; null for anything else. */
function idsOf(value: Value | undefined): string[] | null {
  if (value === undefined || value.kind === 'none') return [];
  const text = textOf(value);
  return text === null ? textsOf(value) : [text];
}
