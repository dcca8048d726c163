import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Metafile } from 'esbuild';
import type { Operation } from '../shared/model/report.ts';

/** What a bundle may weigh, in bytes. It is what a cold start has to read. */
export const bundleLimit = 700_000;

/** `infra/` in a checkout, `dist/` in the published package. */
const here = import.meta.dirname;

/**
 * The code of one function. The published package brings it ready in `dist/lambda`; in a checkout it is bundled while
 * the app is synthesised, by esbuild alone: Docker is never asked.
 */
export function codeOf(operation: Operation): Code {
  const ready = join(here, 'lambda', operation);
  if (existsSync(join(ready, 'index.mjs'))) return Code.fromAsset(ready);
  const tryBundle = (folder: string) => {
    bundleFunction(operation, folder);
    return true;
  };
  return Code.fromAsset(join(here, '../functions'), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry('never-used'), local: { tryBundle } },
  });
}

/**
 * Bundles one function into `index.mjs` in a folder, nothing else, the same bytes each time; its AWS SDK included, as the
 * one of the runtime is of no certain version and starts no faster.
 * @returns what went into it, and how much of it
 */
export function bundleFunction(
  operation: Operation,
  folder: string,
  entry = join(here, `../functions/${operation}.ts`),
): Metafile {
  // esbuild is no dependency of the published package, which never comes here.
  const { buildSync } = createRequire(import.meta.url)('esbuild') as typeof import('esbuild');
  return buildSync({
    entryPoints: [entry],
    outfile: join(folder, 'index.mjs'),
    absWorkingDir: join(here, '..'),
    bundle: true,
    minify: true,
    legalComments: 'none',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(here, 'credentials.ts') },
    external: ['pg-native'],
    // CommonJS packages in an ES module still call require.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    metafile: true,
    logLevel: 'error',
  }).metafile;
}
