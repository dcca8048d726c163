import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText, within } from '../files.ts';
import { type Module, moduleOf } from './module.ts';
import type { ClassValue, Value } from './value.ts';

/** A file of migrations in JavaScript or TypeScript. Where `module` is null, `problem` says why. */
export interface Program {
  /** in its directory */
  name: string;
  /** from the repository's root */
  path: string;
  text: string | null;
  module: Module | null;
  problem: Problem | null;
}

/** Declarations are no programs. */
export const programs = /(?<!\.d)\.[cm]?[jt]s$/;

/** The programs directly in a directory, in the order of their code points. */
export function programsIn(repository: Repository, directory: string, pattern: RegExp = programs): Program[] {
  const names = repository.inDirectory(directory).filter((name) => pattern.test(name) && !/\.d\.[cm]?ts$/.test(name));
  return withoutCompiled(names).map((name) => programAt(repository, directory, name));
}

/** What TypeScript was compiled to beside its source is the same program once more. */
export function withoutCompiled(names: string[]): string[] {
  const sources = new Set(names.filter(isTypeScript).map(bareName));
  return names.filter((name) => !/\.[cm]?js$/.test(name) || !sources.has(bareName(name)));
}

export function isTypeScript(name: string): boolean {
  return /(?<!\.d)\.[cm]?ts$/.test(name);
}

/** A name without its ending. */
export function bareName(name: string): string {
  return name.replace(/\.[^.]*$/, '');
}

/** One program, read and not run. */
export function programAt(repository: Repository, directory: string, name: string): Program {
  const path = within(directory, name);
  const { text, problem } = fileText(repository, path);
  if (text === null) return { name, path, text, module: null, problem };
  // Only JavaScript is read as such; a tool may run others (.sql, .coffee).
  if (!programs.test(name)) return { name, path, text, module: null, problem: null };
  const module = moduleOf(text);
  const [message, line] = module
    ? ['from here it cannot be read as JavaScript or TypeScript', module.brokenAt]
    : ['it is too large or too deeply nested to be read', null];
  const broken = module === null || module.brokenAt !== null;
  return {
    name,
    path,
    text,
    module: broken ? null : module,
    problem: broken ? { file: path, ...(line === null ? {} : { line }), message } : null,
  };
}

/** What it exports under a name, or as an entry of its default export, or of a class that it exports. */
export function exported({ module }: Program, name: string): Value | undefined {
  const found = module?.exports.get(name);
  return found ?? memberOf(module?.exports.get('default'), name);
}

function memberOf(value: Value | undefined, name: string): Value | undefined {
  if (value?.kind === 'object') return value.entries.get(name);
  return value?.kind === 'class' ? value.members.get(name) : undefined;
}

/** Its classes that can be migrations: those with a method `up`. */
export function classesIn({ module }: Program): ClassValue[] {
  return (module?.classes ?? []).filter(({ members }) => members.get('up')?.kind === 'function');
}
