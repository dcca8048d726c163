import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build, type Plugin } from 'esbuild';
import { withoutPackageJson, withoutUnused } from '../infra/lean/plugins.ts';

const root = join(import.meta.dirname, '..');
/** Where action.yml says that it is. GitHub runs what is in the repository, so it is committed. */
export const actionFile = join(root, '.github/action/index.cjs');

/** Places in packages that read WebAssembly from beside themselves: in one file there is nothing beside. */
const readings = [
  {
    file: /libpg-query\/wasm\/libpg-query\.js$/,
    reads: 'async function getWasmBinary(binaryFile){',
    wasm: './libpg-query.wasm',
    into: 'async function getWasmBinary(){return wasmInside;',
  },
  {
    file: /@ruby\/prism\/src\/index\.js$/,
    reads: 'await readFile(fileURLToPath(new URL("prism.wasm", import.meta.url)))',
    wasm: './prism.wasm',
    into: 'wasmInside',
  },
];

const wasmInside: Plugin = {
  name: 'wasm-inside',
  setup(build) {
    for (const { file, reads, wasm, into } of readings) {
      build.onLoad({ filter: file }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!text.includes(reads)) throw new Error(`${path} reads its WebAssembly in another way than it did`);
        return {
          contents: `const wasmInside = require(${JSON.stringify(wasm)});\n${text.replace(reads, () => into)}`,
          loader: 'js',
        };
      });
    }
  },
};

/** The GitHub Action in one file, with all that it needs; the same bytes each time. */
export async function bundledAction(): Promise<Uint8Array> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['functions/action.ts'],
    outfile: actionFile,
    write: false,
    bundle: true,
    minify: true,
    legalComments: 'eof',
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['pg-native'],
    loader: { '.wasm': 'binary' },
    logLevel: 'error',
    plugins: [wasmInside, withoutPackageJson, withoutUnused(/@actions\/core/)],
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error('esbuild made no file');
  return file.contents;
}

// node .ci/action.ts writes it; with --check it says whether the one that is there is what the source makes.
if (import.meta.main) {
  const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
  const made = await bundledAction();
  const isSame = existsSync(actionFile) && readFileSync(actionFile).equals(made);
  if (values.check && !isSame) {
    process.stderr.write(
      '.github/action/index.cjs is not what the source makes: run "npm run build:action", and commit it\n',
    );
    process.exitCode = 1;
  } else if (!values.check) {
    mkdirSync(dirname(actionFile), { recursive: true });
    writeFileSync(actionFile, made);
  }
}
