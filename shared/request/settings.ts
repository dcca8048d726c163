import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';
import { codeOf, UsageError } from '../model/errors.ts';
import { limitsSchema, type Settings, sequenceSettingsSchema, settingsSchema } from '../model/settings.ts';
import { checked } from './checked.ts';
import { withoutCredentials } from './credentials.ts';

const names = ['lockstep.config.json', 'lockstep.config.ts'];

/**
 * The settings of a project: from `file`, else from `lockstep.config.json` or `lockstep.config.ts` in `folder`, else
 * the defaults. References to environment variables stay as they are; `requestFrom` resolves those of its target.
 * @throws UsageError `usage/configuration`
 */
export async function loadSettings({ folder, file }: { folder: string; file?: string | undefined }): Promise<Settings> {
  const path = file === undefined ? configurationIn(folder) : resolve(folder, file);
  if (path === undefined) return settingsFrom({});
  const shown = withoutCredentials(file ?? relative(folder, path));
  return settingsFrom(await contentOf(path, shown), shown);
}

/** Settings from an object that somebody wrote, checked and with the defaults filled in. */
export function settingsFrom(input: unknown, source = ''): Settings {
  const next = source === '' ? 'see "Settings" in README.md' : `correct it in ${source}`;
  return checked(settingsSchema, input, { code: 'usage/configuration', source, noun: 'a setting', next });
}

const overridesSchema = z.strictObject({
  timeout: limitsSchema.shape.totalSeconds.unwrap().optional(),
  scanMegabytes: sequenceSettingsSchema.shape.scanMegabytes.unwrap().optional(),
});

/** The settings with limits that hold for one run only: `--timeout` and `--scan-megabytes`. */
export function withOverrides(settings: Settings, input: z.input<typeof overridesSchema>): Settings {
  const next = 'give a number in that range';
  const { timeout, scanMegabytes } = checked(overridesSchema, input, { ...fromArguments, next });
  const { limits, sequences } = settings;
  return {
    ...settings,
    limits: { ...limits, totalSeconds: timeout ?? limits.totalSeconds },
    sequences: { ...sequences, scanMegabytes: scanMegabytes ?? sequences.scanMegabytes },
  };
}

const fromArguments = { code: 'usage/arguments', source: '', noun: 'an option' };

function configurationIn(folder: string): string | undefined {
  const found = names.map((name) => join(folder, name)).filter((path) => existsSync(path));
  if (found.length > 1) throw refusal(`there are both ${names.join(' and ')}`, 'keep one, or name one with --config');
  return found[0];
}

async function contentOf(path: string, shown: string): Promise<unknown> {
  if (!existsSync(path)) throw refusal(`there is no file ${shown}`, 'check the path given with --config');
  if (extname(path) === '.json') return parsed(await textOf(path, shown), shown);
  if (['.ts', '.mts', '.js', '.mjs'].includes(extname(path))) return imported(path, shown);
  throw refusal(`${shown} is neither .json nor .ts`, 'write the configuration as JSON or as a TypeScript module');
}

async function textOf(path: string, shown: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw refusal(`${shown} cannot be read (${codeOf(error)})`, 'check what it is, and its permissions', error);
  }
}

function parsed(text: string, shown: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The parser's message may quote the file, passwords included: only the place is taken from it, and no cause kept.
    const place = /\(line \d+ column \d+\)/.exec(String(error))?.[0];
    throw refusal(
      [`${shown} is not JSON`, place].filter(Boolean).join(' '),
      'JSON has no comments and no trailing commas',
    );
  }
}

async function imported(path: string, shown: string): Promise<unknown> {
  let module: { default?: unknown };
  try {
    module = await import(pathToFileURL(path).href);
  } catch (error) {
    throw refusal(`${shown} cannot be loaded: ${firstLine(error)}`, `run it with "node ${shown}" to see why`, error);
  }
  if (module.default !== undefined) return module.default;
  throw refusal(`${shown} has no default export`, 'end it with: export default { targets: { ... } }');
}

function firstLine(error: unknown): string {
  return withoutCredentials(String(error instanceof Error ? error.message : error).split('\n')[0] ?? '');
}

function refusal(message: string, next: string, cause?: unknown): UsageError {
  return new UsageError('usage/configuration', message, next, { cause });
}
