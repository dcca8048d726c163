import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleFunction } from '../infra/bundle.ts';
import { operationSchema } from '../shared/model/report.ts';

/** What is published: the programs, and the three Lambdas with their dependencies inside, as the construct uploads them. */
export async function bundle(folder: string): Promise<void> {
  await bundlePrograms(folder);
  for (const operation of operationSchema.options) await bundleFunction(operation, join(folder, 'lambda', operation));
}

/** The command, the library and the CDK construct as JavaScript, their dependencies left outside. */
export async function bundlePrograms(folder: string): Promise<void> {
  await build({
    entryPoints: { cli: 'functions/cli.ts', index: 'functions/index.ts', cdk: 'infra/index.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
  });
}
