#!/usr/bin/env node
// `npx lockstep` in this checkout: npm links no package's own command, but those of what it depends on.
import '../../../functions/cli.ts';
