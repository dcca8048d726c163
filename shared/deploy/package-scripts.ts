import { globSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

/** Programs that run scripts of package.json by their names. */
const runners = /^(npm|pnpm|yarn|bun|node|turbo|lerna|nx|rush|wireit|run-s|run-p|npm-run-all|concurrently)(\.cmd)?$/;

const packageSchema = z.object({
  scripts: z.record(z.string(), z.string()).catch({}).default({}),
  workspaces: z
    .union([z.array(z.string()), z.object({ packages: z.array(z.string()) }).transform(({ packages }) => packages)])
    .catch([])
    .default([]),
});

/** `folder`: that of its package, where it runs. */
export interface Script {
  name: string;
  script: string;
  folder: string;
}

/** Scripts of package.json by their names: of the folder, its workspaces, and the folders that a command names. */
export function scriptsNamedIn(words: string[], folder: string): Script[] {
  const from = words.findIndex((word) => runners.test(word.split('/').at(-1) ?? ''));
  if (from === -1) return [];
  const rest = words.slice(from + 1).map((word) => word.replace(/^(npm|yarn|pnpm|bun):/, ''));
  const folders = [folder, ...rest.map((word) => resolve(folder, word.replace(/^-[^=]*=/, ''))).filter(isFolder)];
  const packages = [...new Set(folders.flatMap((each) => [each, ...workspacesOf(each)]))];
  return packages.flatMap((folder) =>
    Object.entries(packageIn(folder).scripts)
      .filter(([name]) => rest.some((word) => isCall(word, name)))
      .map(([name, script]) => ({ name, script, folder })),
  );
}

/** Also what runs before and after it by its name, and names with stars: `run-s db:*`. */
function isCall(word: string, script: string): boolean {
  const name =
    word
      .replace(/^-[^=]*=/, '')
      .split('#')
      .at(-1) ?? '';
  if (name.includes('*')) return script.startsWith(name.slice(0, name.indexOf('*')));
  const called =
    name.split(':').length > 1 && !name.startsWith('-') ? [name, name.split(':').slice(1).join(':')] : [name];
  return called.some((each) => script === each || script === `pre${each}` || script === `post${each}`);
}

function packageIn(folder: string): z.output<typeof packageSchema> {
  try {
    return packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')));
  } catch {
    return { scripts: {}, workspaces: [] };
  }
}

function workspacesOf(folder: string): string[] {
  const patterns = [...packageIn(folder).workspaces, ...pnpmPackages(folder)].filter((each) => !each.startsWith('!'));
  return globSync(patterns, { cwd: folder, exclude: (path) => path.includes('node_modules') })
    .slice(0, 1000)
    .map((path) => join(folder, path));
}

/** `- "packages/*"`, a line each. */
function pnpmPackages(folder: string): string[] {
  try {
    const text = readFileSync(join(folder, 'pnpm-workspace.yaml'), 'utf8');
    return [...text.matchAll(/^\s*-\s*['"]?([^'"#\n]+?)['"]?\s*$/gm)].map(([, pattern = '']) => pattern);
  } catch {
    return [];
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
