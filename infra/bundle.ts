import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import type { Operation } from '../shared/model/report.ts';
import {
  apart,
  prebuilt,
  sharedWithIndex,
  withoutJsonSchemas,
  withoutPackageJson,
  withoutUnused,
} from './lean/plugins.ts';

/** What `index.cjs` may weigh, in bytes. It is what a cold start has to read. */
export const bundleLimit = 700_000;

export interface Bundle {
  bytes: number;
  /** how many bytes each package or folder of ours has in it, the biggest first */
  parts: [name: string, bytes: number][];
}

const root = join(import.meta.dirname, '..');
const lean = join(import.meta.dirname, 'lean');

/** What never runs in a Lambda, or what Node.js has itself. */
const standIns = {
  '@aws-sdk/credential-provider-node': join(lean, 'credentials.ts'),
  '@smithy/core/event-streams': join(lean, 'event-streams.ts'),
  'fast-sha256': join(lean, 'sha256.ts'),
  pgpass: join(lean, 'pgpass.cjs'),
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  legalComments: 'none',
  platform: 'node',
  target: 'node24',
  // Starts 16 ms sooner than an ES module.
  format: 'cjs',
  mainFields: ['module', 'main'],
  alias: standIns,
  external: ['pg-native'],
  metafile: true,
  logLevel: 'error',
} satisfies BuildOptions;

/**
 * Bundles one function into `index.cjs` in a folder, the same bytes each time. Its AWS SDK is in it: that of the runtime is
 * of no certain version and starts no faster. What not every call needs lies beside it and is read when it is needed:
 * Neon's driver in `neon.cjs`, the guards of schema and data in `schema.cjs` and `data.cjs`, what tells GitHub a verdict in
 * `github.cjs`, lint in `lint.cjs` with PostgreSQL's parser in `libpg-query.wasm`, what writes a report as a page in
 * `html.cjs`.
 *
 * The SDK's two clients are bundled first and by themselves: what is imported only when it is needed keeps all that it
 * might export, unless it is one file already that exports no more than is called. That saves 50 KB.
 */
export async function bundleFunction(
  operation: Operation,
  folder: string,
  entry = join(root, `functions/${operation}.ts`),
): Promise<Bundle> {
  // No dependency of the published package, which never comes here.
  const { build } = await import('esbuild');
  const sdk = await build({
    ...common,
    plugins: [withoutPackageJson],
    stdin: { contents: clients, resolveDir: root },
    write: false,
  });
  const plugins: Plugin[] = [
    prebuilt(/^@aws-sdk\/client-(sns|secrets-manager)$/, sdk.outputFiles[0]?.text ?? ''),
    withoutJsonSchemas,
    withoutPackageJson,
    apart(/^@neondatabase\/serverless$/, './neon.cjs'),
    apart(/^\.\/schema\/index\.ts$/, './schema.cjs'),
    apart(/^\.\/data\/index\.ts$/, './data.cjs'),
    apart(/\/linting\/index\.ts$/, './lint.cjs'),
    apart(/\/html\/page\.ts$/, './html.cjs'),
    apart(/^\.\/app\.ts$/, './github.cjs'),
    withoutUnused(/\/guards\/migrations\/tools\//),
  ];
  filesBeside ??= buildBeside();
  const [made, beside] = await Promise.all([
    build({
      ...common,
      plugins,
      stdin: { contents: withErrors(entry), resolveDir: root, loader: 'ts' },
      outfile: join(folder, 'index.cjs'),
    }),
    filesBeside,
  ]);
  for (const [name, content] of beside) writeFileSync(join(folder, name), content);
  copyFileSync(join(root, 'node_modules/libpg-query/wasm/libpg-query.wasm'), join(folder, 'libpg-query.wasm'));
  const bytes = Object.values(made.metafile.outputs)[0]?.bytes ?? 0;
  return { bytes, parts: partsOf([made.metafile, sdk.metafile]) };
}

/** They are the same for all three functions, and made once. */
let filesBeside: Promise<[name: string, content: Uint8Array][]> | undefined;

async function buildBeside(): Promise<[name: string, content: Uint8Array][]> {
  const { build } = await import('esbuild');
  const guard = (name: string) => ({
    plugins: [withoutJsonSchemas, sharedWithIndex, withoutUnused(/\/guards\/migrations\/tools\//)],
    entryPoints: [join(root, `shared/guards/${name}/index.ts`)],
  });
  const parts: [name: string, options: BuildOptions][] = [
    ['schema.cjs', guard('schema')],
    ['data.cjs', guard('data')],
    ['neon.cjs', { stdin: { contents: neon, resolveDir: root } }],
    ['lint.cjs', { entryPoints: [lint] }],
    ['html.cjs', { entryPoints: [join(root, 'shared/report/html/page.ts')] }],
    ['github.cjs', { entryPoints: [join(root, 'shared/answer/github/app.ts')], plugins: [sharedWithIndex] }],
  ];
  return Promise.all(
    parts.map(async ([name, options]) => {
      const { outputFiles = [] } = await build({ ...common, ...options, outfile: name, write: false });
      return [name, outputFiles[0]?.contents ?? new Uint8Array()] as [string, Uint8Array];
    }),
  );
}

/** What is thrown in one file and caught in another has to be of the same class. */
const withErrors = (entry: string) => `
  export * from ${JSON.stringify(entry)};
  export * as errors from './shared/model/errors.ts';
`;

const neon = "export { Client } from '@neondatabase/serverless';";
const lint = join(root, 'shared/guards/migrations/linting/index.ts');

const clients = `
  export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
  export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
`;

type Metafile = Awaited<ReturnType<typeof import('esbuild').build<{ metafile: true }>>>['metafile'];

function partsOf(metafiles: Metafile[]): Bundle['parts'] {
  const parts = new Map<string, number>();
  const inputs = metafiles.flatMap(({ outputs }) =>
    Object.values(outputs).flatMap((each) => Object.entries(each.inputs)),
  );
  for (const [path, { bytesInOutput }] of inputs) {
    const name = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path.split('/').slice(0, 2).join('/');
    // It is counted by what is in it.
    if (!path.startsWith('prebuilt:')) parts.set(name, (parts.get(name) ?? 0) + bytesInOutput);
  }
  return [...parts].sort(([, one], [, other]) => other - one);
}
