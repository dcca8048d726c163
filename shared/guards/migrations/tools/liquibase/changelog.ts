import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, resolved } from '../files.ts';
import { formattedChangelog, isFormatted } from './formatted-sql.ts';
import type { Node } from './node.ts';
import { xmlChangelog } from './xml.ts';
import { yamlChangelog } from './yaml.ts';

/** A file of the repository, and the path that Liquibase knows it by: from its class path or search path. */
export interface ChangelogFile {
  path: string;
  logical: string;
}

/** A change set with the file that it stands in. */
export interface ChangeSet {
  node: Node;
  file: ChangelogFile;
  /** what the history has in `filename` */
  filename: string;
}

/** Everything that a changelog comes to, in the order in which Liquibase runs it. */
export interface Changelog {
  root: string;
  files: string[];
  sets: ChangeSet[];
  problems: Problem[];
}

/** Reads a changelog with all that it includes. */
export function changelogFrom(repository: Repository, root: string): Changelog {
  const changelog: Changelog = { root, files: [], sets: [], problems: [] };
  const base = /^(?:.*\/)?src\/main\/resources\//.exec(root)?.[0] ?? '';
  load({ path: root, logical: root.slice(base.length) }, { repository, base, changelog });
  return changelog;
}

interface Reading {
  repository: Repository;
  /** where paths are from */
  base: string;
  changelog: Changelog;
}

function load(file: ChangelogFile, reading: Reading): void {
  const { changelog, repository } = reading;
  if (changelog.files.includes(file.path)) return;
  changelog.files.push(file.path);
  const { text, problem } = fileText(repository, file.path);
  if (text === null) {
    if (problem) changelog.problems.push(problem);
    return;
  }
  const node = parsed(file.path, text, changelog.problems);
  const own = node && (node.attributes.get('logicalFilePath') ?? file.logical);
  for (const child of node?.children ?? []) {
    if (child.name === 'changeSet') {
      const filename = child.attributes.get('logicalFilePath') ?? own ?? file.logical;
      changelog.sets.push({ node: child, file, filename: filename.replace(/^classpath\*?:\/?/, '') });
    } else if (child.name === 'include') include(child, file, reading);
    else if (child.name === 'includeAll') includeAll(child, file, reading);
  }
}

function parsed(path: string, text: string, problems: Problem[]): Node | null {
  try {
    if (/\.xml$/i.test(path)) return xmlChangelog(text);
    if (/\.(ya?ml|json)$/i.test(path)) return yamlChangelog(text);
    if (isFormatted(text)) return formattedChangelog(text);
    return wholeFile(path, text);
  } catch (error) {
    const message = (error as Error).message.split('\n')[0] ?? '';
    problems.push({ file: path, message: `it cannot be read as a changelog: ${message}`.slice(0, 2000) });
    return null;
  }
}

/** A file of plain SQL that is included is one change set: https://docs.liquibase.com/concepts/changelogs/sql-format.html */
function wholeFile(path: string, text: string): Node | null {
  if (!/\.sql$/i.test(path)) return null;
  const plain = { children: [], line: 1, textLine: 1 };
  const sql: Node = { ...plain, name: 'sql', attributes: new Map(), text };
  const attributes = new Map([
    ['id', 'raw'],
    ['author', 'includeAll'],
  ]);
  return {
    ...plain,
    name: '',
    attributes: new Map(),
    text: '',
    children: [{ ...plain, name: 'changeSet', attributes, text: '', children: [sql] }],
  };
}

function include(node: Node, from: ChangelogFile, reading: Reading): void {
  const said = node.attributes.get('file') ?? '';
  const file = said.includes('${') ? null : fileAt(said, { from, relative: isRelative(node), reading });
  const problem = { file: from.path, line: node.line, message: `it includes ${said}, which is not in the repository` };
  if (file === null) reading.changelog.problems.push(problem);
  else load(file, reading);
}

/** All files of a directory and those below it, by their paths. */
function includeAll(node: Node, from: ChangelogFile, reading: Reading): void {
  const said = (node.attributes.get('path') ?? '').replace(/\/$/, '');
  const { repository, base } = reading;
  const places = candidates(said, { from, relative: isRelative(node), base });
  const found = places.find(({ path }) => repository.below(path).length > 0);
  const ending = node.attributes.get('endsWithFilter') ?? '';
  if (!found) {
    const message = `it includes all of ${said}, which is not in the repository`;
    reading.changelog.problems.push({ file: from.path, line: node.line, message });
    return;
  }
  const files = repository.below(found.path).filter((file) => file.endsWith(ending));
  for (const path of files.filter((file) => /\.(xml|ya?ml|json|sql)$/i.test(file))) {
    load({ path, logical: `${found.logical}${path.slice(found.path.length)}` }, reading);
  }
}

interface Where {
  from: ChangelogFile;
  relative: boolean;
}

/** A file that a changelog names; null where there is none. */
export function fileAt(
  said: string,
  { reading, ...where }: Where & { reading: Omit<Reading, 'changelog'> },
): ChangelogFile | null {
  const { repository, base } = reading;
  const all = candidates(said, { ...where, base });
  return all.find(({ path }) => repository.has(path)) ?? null;
}

/** From the file itself, or from the class path, the root of the repository, and last the file's own folder. */
function candidates(said: string, { from, relative, base }: Where & { base: string }): ChangelogFile[] {
  const name = said.replace(/^classpath\*?:\/?/, '').replace(/^\//, '');
  const beside = {
    path: resolved(directoryOf(from.path), name) ?? '',
    logical: resolved(directoryOf(from.logical), name) ?? name,
  };
  if (relative) return [beside];
  const plain = resolved('', name) ?? name;
  return [
    { path: `${base}${plain}`, logical: plain },
    { path: plain, logical: plain },
    { ...beside, logical: plain },
  ];
}

function isRelative({ attributes }: Node): boolean {
  return attributes.get('relativeToChangelogFile') === 'true';
}
