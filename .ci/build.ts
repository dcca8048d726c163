import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { published } from '../shared/report/schema.ts';
import { bundle } from './bundle.ts';

// What is published: the bundles, the types, and the JSON Schemas.
// Node strips types only outside of node_modules, so an installed package needs JavaScript.
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
await bundle('dist');
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
for (const [name, schema] of Object.entries(published)) {
  writeFileSync(`dist/${name}.schema.json`, `${JSON.stringify(schema(), null, 2)}\n`);
}
chmodSync('dist/cli.js', 0o755);
