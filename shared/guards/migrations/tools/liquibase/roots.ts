import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText, resolved } from '../files.ts';
import { type Changelog, changelogFrom } from './changelog.ts';
import { isFormatted } from './formatted-sql.ts';

const named = /(change-?log|liquibase)/i;
const settings = /(^|\/)(liquibase[^/]*\.properties|application[^/]*\.(properties|ya?ml))$/;

/** Whether a file is a changelog by its name, or may say where one is. */
export function mayBeChangelog(file: string): boolean {
  return settings.test(file) || (named.test(file) && /\.(xml|ya?ml|json)$/i.test(file));
}

const seen = new WeakMap<Repository, Changelog[]>();

/** The changelogs that a deploy starts from: those that settings name, else those that no other includes. */
export function changelogsIn(repository: Repository): Changelog[] {
  const known = seen.get(repository) ?? readAll(repository);
  seen.set(repository, known);
  return known;
}

function readAll(repository: Repository): Changelog[] {
  const chosen = repository.files.filter((file) => settings.test(file)).flatMap((file) => rootsSaid(repository, file));
  if (chosen.length > 0) return [...new Set(chosen)].map((root) => changelogFrom(repository, root));
  const files = repository.files.filter((file) => named.test(file) && isChangelog(repository, file));
  const all = files.map((file) => changelogFrom(repository, file));
  const included = new Set(all.flatMap(({ root, files: own }) => own.filter((file) => file !== root)));
  return all.filter(({ root, sets, files: own }) => !included.has(root) && (sets.length > 0 || own.length > 1));
}

/** `changeLogFile: db/changelog.xml`, `spring.liquibase.change-log=classpath:/db/changelog/db.changelog-master.yaml` */
function rootsSaid(repository: Repository, file: string): string[] {
  const text = fileText(repository, file).text ?? '';
  const said = [
    ...text.matchAll(/^[ \t]*(?:[\w.-]+\.)?(?:changelog-?file|change-log)[ \t]*[:=][ \t]*["']?([^\s"'#]+)/gim),
  ];
  return said.flatMap(([, name = '']) => {
    const path = name.replace(/^classpath\*?:\/?/, '').replace(/^\//, '');
    const places = [
      directoryOf(file),
      '',
      `${directoryOf(file)}/src/main/resources`.replace(/^\//, ''),
      'src/main/resources',
    ];
    const found = places.map((place) => resolved(place, path)).find((each) => each !== null && repository.has(each));
    return found ?? [];
  });
}

function isChangelog(repository: Repository, file: string): boolean {
  if (!/\.(xml|ya?ml|json|sql)$/i.test(file)) return false;
  const { text } = fileText(repository, file);
  if (text === null) return false;
  return /\.sql$/i.test(file) ? isFormatted(text) : text.includes('databaseChangeLog');
}
