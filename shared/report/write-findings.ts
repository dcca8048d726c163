import { writeFileSync } from 'node:fs';
import { findingsPage } from './explain.ts';
import { lintPage } from './lint-page.ts';
import { migrationsPage } from './migrations-page.ts';

writeFileSync(new URL('../../docs/findings.md', import.meta.url), findingsPage());
writeFileSync(new URL('../../docs/lint.md', import.meta.url), lintPage());
writeFileSync(new URL('../../docs/migrations.md', import.meta.url), migrationsPage());
