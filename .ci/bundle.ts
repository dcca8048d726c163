import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { bundleFunction } from '../infra/bundle.ts';
import { operationSchema } from '../shared/model/report.ts';
import { writeLicenses } from './licenses.ts';

/** What is published: the programs, and the three Lambdas with their dependencies inside, as the construct uploads them. */
export async function bundle(folder: string): Promise<void> {
  await bundlePrograms(folder);
  for (const operation of operationSchema.options) await bundleFunction(operation, join(folder, 'lambda', operation));
}

const common: BuildOptions = { bundle: true, splitting: true, platform: 'node', format: 'esm', target: 'node22' };

/** The command, and as JavaScript with their dependencies left outside the library and the CDK construct. */
async function bundlePrograms(folder: string): Promise<void> {
  const entryPoints = { index: 'functions/index.ts', cdk: 'infra/index.ts' };
  await Promise.all([build({ ...common, entryPoints, outdir: folder, packages: 'external' }), bundleCommand(folder)]);
}

/** What few commands load, or what reads files from beside itself, stays outside. */
const apart = ['@aws-*', '@neondatabase/*', '@octokit/*', '@ruby/prism', 'libpg-query'];

/**
 * The command with its packages inside: some forty files are loaded in two thirds of the time that four hundred take. Names
 * stay as they are, for the stack that DEBUG=lockstep shows.
 */
export async function bundleCommand(folder: string): Promise<void> {
  const { metafile } = await build({
    ...common,
    entryPoints: { cli: 'functions/cli.ts' },
    outdir: folder,
    external: apart,
    alias: { 'string-width': join(import.meta.dirname, 'string-width.ts') },
    mainFields: ['module', 'main'],
    minifyWhitespace: true,
    minifySyntax: true,
    metafile: true,
    // Packages in CommonJS ask for Node's own modules.
    banner: {
      js: `import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);`,
    },
  });
  writeLicenses(Object.keys(metafile.inputs), join(folder, 'licenses.txt'));
}
