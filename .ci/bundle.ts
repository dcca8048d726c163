import { build } from 'esbuild';

/** The command and the library as JavaScript, their dependencies left outside. */
export async function bundle(folder: string): Promise<void> {
  await build({
    entryPoints: { cli: 'functions/cli.ts', index: 'functions/index.ts' },
    outdir: folder,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node22',
  });
}
