import { readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../shared/model/errors.ts';

/**
 * Works in a folder of the workspace from now on: configuration, migrations and files are looked for there.
 * @throws UsageError where there is none
 */
export function enterRepository(folder: string | undefined): void {
  const path = resolve(process.env.GITHUB_WORKSPACE ?? '.', folder ?? '.');
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    const next = 'name a folder of the workspace, and run actions/checkout before';
    throw new UsageError('usage/arguments', `repository: there is no folder ${folder ?? path}`, next);
  }
  process.chdir(path);
}

/** Nothing was checked out. */
export function isNothingHere(): boolean {
  return readdirSync('.').length === 0;
}
