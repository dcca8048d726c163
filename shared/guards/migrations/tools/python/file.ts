import type { Problem } from '../../../../model/manifest.ts';
import type { Repository } from '../../repository/repository.ts';
import { fileText } from '../files.ts';
import { readPython } from './module.ts';
import type { Module } from './value.ts';

/** A Python file of a repository. `module` is null where it has no text; with a `problem` it can be relied on in parts only. */
export interface PythonFile {
  /** from the repository's root */
  path: string;
  module: Module | null;
  problem: Problem | null;
}

/** Reads a Python file. An unresolved merge conflict is a problem, but what stands outside of it can still be told. */
export function pythonFile(repository: Repository, path: string): PythonFile {
  const { text, problem } = fileText(repository, path);
  if (text === null) {
    const conflicted = problem?.line === undefined ? null : repository.text(path);
    return { path, module: conflicted === null ? null : readPython(conflicted), problem };
  }
  const module = readPython(text);
  if (module.error === null) return { path, module, problem: null };
  return { path, module, problem: { file: path, line: module.error, message: 'this line is no Python' } };
}
