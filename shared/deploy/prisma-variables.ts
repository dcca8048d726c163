import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { DeployRequest } from './course.ts';

/** `directUrl = env("DIRECT_URL")` of a schema, `url: env('DIRECT_URL')` of prisma.config.ts */
const named = /\b(?:url|directUrl)\s*[=:]\s*(?:env(?:<\w+>)?\(\s*["'](\w+)["']\s*\)|process\.env\.(\w+))/g;

/** Variables by which Prisma finds the database that it migrates, as the repository's schema and configuration name them. */
export function prismaVariables({ check, repository }: Pick<DeployRequest, 'check' | 'repository'>): string[] {
  const projects = check.expectation?.manifest.projects ?? [];
  const folders = projects.flatMap(({ tool, directory }) =>
    tool === 'prisma' ? [join(repository, dirname(directory))] : [],
  );
  const places = folders.length === 0 ? [] : [...new Set([...folders, repository])];
  const texts = places.flatMap((folder) => namesIn(folder).map((name) => textOf(join(folder, name))));
  return [...new Set(texts.flatMap((text) => [...text.matchAll(named)].map(([, one, other]) => one ?? other ?? '')))];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.prisma$|^prisma\.config\.[cm]?[jt]s$/.test(name));
  } catch {
    return [];
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
