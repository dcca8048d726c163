import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { type Operation, operationSchema } from '../shared/model/report.ts';

/** `infra/` in a checkout, `dist/` in the published package. */
const here = import.meta.dirname;

/**
 * The code of one function. The published package brings it ready in `dist/lambda`; in a checkout it is bundled while
 * the app is synthesised, by esbuild alone: Docker is never asked.
 */
export function codeOf(operation: Operation): Code {
  const ready = join(here, 'lambda', operation);
  if (existsSync(join(ready, 'index.cjs'))) return Code.fromAsset(ready);
  const tryBundle = (folder: string) => {
    // The CDK waits for no promises, and esbuild's plugins need one.
    execFileSync(process.execPath, [join(here, 'bundle-to.ts'), operation, folder], { stdio: ['ignore', 2, 2] });
    return true;
  };
  // What the CDK tells two assets of one folder apart by: else all functions would get the code of the first.
  const others = operationSchema.options.filter((other) => other !== operation);
  return Code.fromAsset(join(here, '../functions'), {
    exclude: others.map((other) => `${other}.ts`),
    assetHashType: AssetHashType.OUTPUT,
    bundling: { image: DockerImage.fromRegistry('never-used'), local: { tryBundle } },
  });
}
