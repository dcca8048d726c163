import { createHash } from 'node:crypto';
import type { Problem } from '../../../../model/manifest.ts';
import { directive } from './directives.ts';

/** A file with its checksum; `hash` without the `h1:` before it. */
export interface Summed {
  name: string;
  hash: string;
}

/**
 * The checksums of files in the order of their names. Each is over all files so far, names and contents, so that one
 * that is added, edited or removed changes all behind it. ariga/atlas: sql/migrate/dir.go (NewHashFile)
 */
export function sumsOf(files: { name: string; bytes: Uint8Array }[]): Summed[] {
  const running = createHash('sha256');
  return files.flatMap(({ name, bytes }) => {
    running.update(name);
    if (directive(Buffer.from(bytes).toString('latin1'), 'sum') === 'ignore') return [];
    running.update(bytes);
    return [{ name, hash: running.copy().digest('base64') }];
  });
}

/** The checksum of all checksums: the first line of atlas.sum. */
export function totalOf(sums: Summed[]): string {
  const total = createHash('sha256');
  for (const { name, hash } of sums) total.update(name).update(hash);
  return total.digest('base64');
}

/**
 * What Atlas finds wrong with a directory, before it does anything else; null where it agrees with its atlas.sum.
 * ariga/atlas: sql/migrate/dir.go (Validate, HashFile.UnmarshalText)
 */
export function sumProblem(text: string, actual: Summed[], file: string): Problem | null {
  const [first = '', ...rest] = text.replace(/\r?\n$/, '').split(/\r?\n/);
  const listed: Summed[] = [];
  for (const [at, line] of rest.entries()) {
    const [, name, hash] = /^(.*?)h1:(.*)$/.exec(line) ?? [];
    if (name === undefined || hash === undefined)
      return { file, line: at + 2, message: 'this is no line of atlas.sum' };
    listed.push({ name: name.trim(), hash });
  }
  if (first.replace(/^h1:/, '') !== totalOf(listed))
    return { file, line: 1, message: `its lines were changed by hand${fix}` };
  if (totalOf(listed) === totalOf(actual)) return null;
  return { file, ...difference(listed, actual) };
}

const fix = '; atlas migrate hash writes it anew, once the files are what they should be';

function difference(listed: Summed[], actual: Summed[]): { line: number; message: string } {
  const at = listed.findIndex(({ name, hash }, index) => actual[index]?.name !== name || actual[index]?.hash !== hash);
  if (at < 0)
    return { line: listed.length + 2, message: `${actual[listed.length]?.name} was added after it was written${fix}` };
  const { name } = listed[at] as Summed;
  const where = actual.findIndex((each) => each.name === name);
  const what =
    where < 0 ? `${name} was removed` : where === at ? `${name} was edited` : `${actual[at]?.name} was added`;
  return { line: at + 2, message: `${what} after it was written${fix}` };
}
