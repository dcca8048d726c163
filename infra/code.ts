import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { Operation } from '../shared/model/report.ts';

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
    // The CDK waits for no promises, and esbuild's plugins need one.
    execFileSync(process.execPath, [join(here, 'bundle-to.ts'), operation, folder], { stdio: ['ignore', 2, 2] });
    return true;
  };
  return Code.fromAsset(join(here, '../functions'), {
    assetHashType: AssetHashType.OUTPUT,
    // The CDK takes assets of one folder for the same, and would give all functions the code of the first.
    extraHash: operation,
    bundling: { image: DockerImage.fromRegistry('never-used'), local: { tryBundle } },
  });
}
