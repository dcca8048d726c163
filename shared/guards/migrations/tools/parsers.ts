import type { Repository } from '../repository/repository.ts';
import { loadJavaScript } from './javascript/module.ts';
import { mayBeChangelog } from './liquibase/roots.ts';
import { loadXml } from './liquibase/xml.ts';
import { loadYaml } from './liquibase/yaml.ts';
import { loadPython } from './python/module.ts';

interface Parser {
  /** whether a file may be in its language */
  reads(file: string): boolean;
  load(): Promise<void>;
}

const parsers: Parser[] = [
  // Settings in JSON are read as JavaScript as well.
  { reads: (file) => /\.([cm]?[jt]sx?|json)$|(^|\/)\.\w*rc$/.test(file), load: loadJavaScript },
  { reads: (file) => file.endsWith('.py'), load: loadPython },
  { reads: mayBeChangelog, load: loadXml },
  { reads: mayBeChangelog, load: loadYaml },
];

/** Loads the parsers of those languages that a repository has files in: most have one, and reading waits for no other. */
export async function loadParsers({ files }: Repository): Promise<void> {
  const needed = parsers.filter(({ reads }) => files.some(reads));
  await Promise.all(needed.map(({ load }) => load()));
}
