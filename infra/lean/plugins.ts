import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** Takes one text for all packages of a pattern. */
export function prebuilt(filter: RegExp, contents: string): Plugin {
  return {
    name: 'prebuilt',
    setup(build) {
      build.onResolve({ filter }, () => ({ path: 'prebuilt', namespace: 'prebuilt' }));
      build.onLoad({ filter: /./, namespace: 'prebuilt' }, () => ({ contents, loader: 'js' }));
    },
  };
}

/**
 * Says of what these files import that loading it does nothing by itself: it is then left out where nothing of it is used.
 * So the readers of repositories and their parsers stay out of a Lambda, which gets a manifest.
 */
export function withoutUnused(importers: RegExp): Plugin {
  return {
    name: 'without-unused',
    setup(build) {
      build.onResolve({ filter: /./ }, async ({ path, ...options }) => {
        if (options.pluginData === 'resolved' || !importers.test(options.importer)) return undefined;
        const found = await build.resolve(path, { ...options, pluginData: 'resolved' });
        return { ...found, sideEffects: false };
      });
    },
  };
}

/** Leaves what a file imports by this name out of the bundle, to be read from a file beside it when it is needed. */
export function apart(filter: RegExp, file: string): Plugin {
  return {
    name: `apart: ${file}`,
    setup(build) {
      build.onResolve({ filter }, () => ({ path: file, external: true }));
    },
  };
}

/** Has the errors from `index.cjs`, which lies beside this file and is loaded already. */
export const sharedWithIndex: Plugin = {
  name: 'shared-with-index',
  setup(build) {
    build.onResolve({ filter: /\/model\/errors\.ts$/ }, () => ({ path: 'errors', namespace: 'index' }));
    build.onResolve({ filter: /^\.\/index\.cjs$/ }, ({ path }) => ({ path, external: true }));
    build.onLoad({ filter: /.*/, namespace: 'index' }, () => ({
      contents: `module.exports = require('./index.cjs').errors;`,
      loader: 'js',
    }));
  },
};

/**
 * Takes from zod how each kind of schema would describe itself as JSON Schema, which a Lambda is never asked for: 18 KB. If
 * zod comes to be written otherwise, nothing is taken, and the bundles' limit says so.
 */
export const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  setup(build) {
    build.onLoad({ filter: /zod\/v4\/classic\/schemas\.js$/ }, ({ path }) => ({
      contents: `${readFileSync(path, 'utf8')
        .replace(/^\s*inst\._zod\.processJSONSchema = .*;$/gm, '')
        .replace(/\bcreate(?:Standard|To)JSONSchemaMethod\(/g, 'noJsonSchema(')}
        function noJsonSchema() { return () => { throw new Error('a Lambda has no JSON Schemas'); }; }`,
      loader: 'js',
    }));
  },
};

/** Takes from every package.json but its name and version, for which it is imported. */
export const withoutPackageJson: Plugin = {
  name: 'without-package-json',
  setup(build) {
    build.onLoad({ filter: /\/package\.json$/ }, ({ path }) => {
      const { name, version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ name, version }), loader: 'json' };
    });
  },
};
