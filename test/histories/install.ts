import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { install, isInstalled } from './run-tool.ts';
import type { Scenarios } from './scenario.ts';

// node test/histories/install.ts: the real tools from npm, so that LOCKSTEP_LIVE_TOOLS=1 runs them. Those that cannot be had
// here are named, and their recorded histories serve.
for (const file of globSync('test/histories/*/scenarios.ts').sort()) {
  const tool = basename(dirname(file));
  const { needs }: Scenarios = await import(join(process.cwd(), file));
  await install(tool, needs).catch(() => {});
  if (!isInstalled(tool, needs)) process.stdout.write(`${tool}: not here, its recorded histories serve\n`);
}
