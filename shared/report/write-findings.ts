import { writeFileSync } from 'node:fs';
import { findingsPage } from './explain.ts';

writeFileSync(new URL('../../docs/findings.md', import.meta.url), findingsPage());
