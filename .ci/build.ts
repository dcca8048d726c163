import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { reportJsonSchema } from '../shared/report/schema.ts';
import { bundle } from './bundle.ts';

// What is published: the bundles, the types, and the report's JSON Schema.
// Node strips types only outside of node_modules, so an installed package needs JavaScript.
rmSync('dist', { recursive: true, force: true });
mkdirSync('dist');
await bundle('dist');
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
writeFileSync('dist/report.schema.json', `${JSON.stringify(reportJsonSchema(), null, 2)}\n`);
chmodSync('dist/cli.js', 0o755);
