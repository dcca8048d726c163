import { existsSync } from 'node:fs';
import { appendFile, mkdir, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { codeOf, UsageError } from '../shared/model/errors.ts';
import type { Result } from '../shared/model/report.ts';
import { type Format, type FormatOptions, formatNamed, formats, rendered } from '../shared/report/formats/index.ts';
import { reportsIn } from '../shared/report/result.ts';
import { withoutCredentials } from '../shared/request/credentials.ts';
import { namingFromRoot } from './lint-paths.ts';
import { columnsOf, wantsColor } from './terminal.ts';
import { textDiff } from './text-diff.ts';

/** The flags that say where a report goes, and how. */
interface OutputFlags {
  format?: string | undefined;
  output?: string[] | undefined;
  all?: boolean | undefined;
  noColor?: boolean | undefined;
}

/** Where a report goes, checked before a run begins. */
export interface Outputs {
  format: Format;
  files: { path: string; format: Format }[];
  all: boolean;
  color: boolean;
}

const tty = formats.find((format) => format.name === 'tty') as Format;

/**
 * Reads the flags, and makes the folders that the files go to.
 * @throws UsageError where that is not possible
 */
export async function outputsFrom({ format, output = [], all, noColor }: OutputFlags): Promise<Outputs> {
  const chosen = formatNamed(format ?? 'tty') ?? tty;
  await Promise.all(output.map(makeFolder));
  return {
    format: chosen,
    files: output.map((path) => ({ path, format: formatOf(path) ?? chosen })),
    all: all ?? false,
    color: !noColor && wantsColor(process.stdout),
  };
}

async function makeFolder(path: string): Promise<void> {
  await createFolder(dirname(resolve(path))).catch((error: unknown) => {
    throw cannotWrite(path, error);
  });
}

/** Makes a folder and those above it. Not mkdir's `recursive`: below /proc, where nothing can be made, it never ends. */
async function createFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  try {
    return await mkdir(folder);
  } catch (error) {
    // Another file's folder may have been made meanwhile.
    if (await isFolder(folder)) return;
    if (codeOf(error) !== 'ENOENT' || existsSync(parent) || parent === folder) throw error;
  }
  await createFolder(parent);
  await createFolder(folder);
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

function formatOf(path: string): Format | undefined {
  return formats.find((format) => `.${format.extension}` === extname(path));
}

/** Writes a report to stdout, to the files, and to the page of a GitHub job; false where a file could not be written. */
export async function deliver(result: Result, outputs: Outputs): Promise<boolean> {
  const { format, color, all } = outputs;
  const width = columnsOf(process.stdout);
  const lent = { ...(await textsFor(result)), fromRoot: namingFromRoot() };
  await print(await rendered(format, result, { color, all, width, ...lent }));
  return deliverFiles(result, outputs);
}

/** The part of `deliver` that goes elsewhere than to stdout. What cannot be written never hides the verdict. */
export async function deliverFiles(result: Result, { files, format, all }: Outputs): Promise<boolean> {
  const plain = { color: false, all, width: 100, ...(await textsFor(result)) };
  if (format.name === 'github') await addToPage(result, plain);
  const written = files.map(async (file) => writeFile(file.path, withEnd(await rendered(file.format, result, plain))));
  const results = await Promise.allSettled(written);
  results.forEach((result, index) => {
    if (result.status === 'rejected') complain(files[index]?.path ?? '', result.reason);
  });
  return results.every((result) => result.status === 'fulfilled');
}

/** How long texts differ, where the report has any. */
async function textsFor(result: Result): Promise<Pick<FormatOptions, 'texts'>> {
  const differences = reportsIn(result).flatMap((report) => report.differences ?? []);
  return differences.some(({ properties }) => properties) ? { texts: await textDiff() } : {};
}

async function addToPage(result: Result, plain: FormatOptions): Promise<void> {
  const page = process.env.GITHUB_STEP_SUMMARY;
  const markdown = formatNamed('markdown');
  if (!page || !markdown) return;
  await appendFile(page, withEnd(shortened(await rendered(markdown, result, plain)))).catch((error: unknown) =>
    complain('$GITHUB_STEP_SUMMARY', error),
  );
}

/** Writes text to stdout, and waits until it is gone. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(withEnd(text), () => resolve()));
}

function withEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}

/** GitHub refuses the page of a step above 1 MiB, all of it. */
function shortened(text: string): string {
  if (Buffer.byteLength(text) <= 1_000_000) return text;
  const kept = Buffer.from(text).subarray(0, 990_000).toString();
  return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\nThis page is cut here; \`--output report.md\` writes the whole.\n`;
}

function complain(path: string, error: unknown): void {
  process.stderr.write(`${withoutCredentials(cannotWrite(path, error).message)}\n`);
}

function cannotWrite(path: string, error: unknown): UsageError {
  const message = `cannot write to ${path} (${codeOf(error)})`;
  return new UsageError('usage/arguments', message, 'name another file with --output', { cause: error });
}
