import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { inject } from 'vitest';
import { bundleFunction } from '../../infra/bundle.ts';
import { operationSchema } from '../../shared/model/report.ts';

/**
 * The folder with the bundles of all functions, `check/index.cjs` and so on, made once for all files of a run: whoever needs
 * them first makes them, which takes seconds of both cores, and the others wait.
 */
export async function functionBundles(): Promise<string> {
  const folder = join(inject('run'), 'lambda');
  const [made, failed] = [join(folder, 'made'), join(folder, 'failed')];
  if (isFirst(folder)) {
    const bundles = operationSchema.options.map((operation) => bundleFunction(operation, join(folder, operation)));
    await Promise.all(bundles).catch((error: unknown) => {
      writeFileSync(failed, '');
      throw error;
    });
    writeFileSync(made, '');
  }
  while (!existsSync(made)) {
    if (existsSync(failed)) throw new Error('the functions could not be bundled: see the other tests');
    await setTimeout(50);
  }
  return folder;
}

function isFirst(folder: string): boolean {
  mkdirSync(inject('run'), { recursive: true });
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
