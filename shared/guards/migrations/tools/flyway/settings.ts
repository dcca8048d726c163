import type { Repository } from '../../repository/repository.ts';
import { directoryOf, fileText } from '../files.ts';

/** What the files of settings say, by Flyway's own names: `locations`, `table`, `placeholders.x`. */
export interface FlywaySettings {
  /** where the file lies */
  directory: string;
  values: Map<string, string>;
}

const files = /(^|\/)(flyway(\.user)?\.(conf|properties|toml)|application[^/]*\.(properties|ya?ml))$/;

const profile = /(^|\/)application[^/.][^/]*$/;

/** flyway.conf, flyway.toml, and what a Spring application says of Flyway; what it says in one of its profiles comes last. */
export function settingsIn(repository: Repository): FlywaySettings[] {
  return repository.files
    .filter((file) => files.test(file))
    .toSorted((one, other) => Number(profile.test(one)) - Number(profile.test(other)))
    .flatMap((file) => {
      const { text } = fileText(repository, file);
      const read = /\.ya?ml$/.test(file) ? fromYaml : /\.toml$/.test(file) ? fromToml : fromProperties;
      const values = text === null ? new Map<string, string>() : read(text);
      return values.size === 0 ? [] : [{ directory: directoryOf(file), values }];
    });
}

function fromProperties(text: string): Map<string, string> {
  const pairs = [...text.matchAll(/^[ \t]*(?:spring\.)?flyway\.([\w.-]+)[ \t]*[=:][ \t]*(.*?)[ \t]*$/gm)];
  return new Map(pairs.map(([, key = '', value = '']) => [camel(key), value]));
}

/** Only `key = "text"`, `key = ["text"]` and booleans, of the section `[flyway]` and those below it. */
function fromToml(text: string): Map<string, string> {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    section = /^\s*\[([\w.-]+)\]/.exec(line)?.[1] ?? section;
    const [, key, value = ''] = /^\s*([\w.-]+)\s*=\s*(.*?)\s*(?:#.*)?$/.exec(line) ?? [];
    if (key === undefined || !/^flyway(\.|$)/.test(section)) continue;
    const texts = [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, one, other]) => one ?? other ?? '');
    const name = `${section.slice('flyway'.length + 1)}.${key}`.replace(/^\./, '');
    values.set(camel(name), texts.length > 0 ? texts.join(',') : value);
  }
  return values;
}

/** `spring: flyway: locations: ...`, by its indentation: values of one line, and lists. */
function fromYaml(text: string): Map<string, string> {
  const values = new Map<string, string>();
  const above: { indent: number; key: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, spaces = '', item, key, rest = ''] = /^( *)(- +)?(?:([\w.-]+):(?= |$))?(.*)$/.exec(line) ?? [];
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    while (item === undefined && (above.at(-1)?.indent ?? -1) >= spaces.length) above.pop();
    if (key !== undefined && item === undefined) above.push({ indent: spaces.length, key });
    const path = above.map((each) => each.key).join('.');
    const value = rest.replaceAll(/^\s*\[|\]\s*$|["']/g, '').trim();
    const name = /^spring\.flyway\.(.+)$/.exec(path)?.[1];
    if (name === undefined || value === '') continue;
    values.set(camel(name), [values.get(camel(name)), value].filter(Boolean).join(','));
  }
  return values;
}

function camel(key: string): string {
  return key.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
