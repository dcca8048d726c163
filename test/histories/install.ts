import { globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { install, isInstalled, isLive } from './run-tool.ts';
import type { Scenarios } from './scenario.ts';

// node test/histories/install.ts: the real tools from npm that LOCKSTEP_LIVE_TOOLS wants, so that the tests run them. Those that cannot be had
// here are named, and their recorded histories serve.
for (const file of globSync('test/histories/*/scenarios.ts').sort()) {
  const tool = basename(dirname(file));
  const { needs, scenarios }: Scenarios = await import(join(process.cwd(), file));
  if (!Object.keys(scenarios).some((scenario) => isLive(tool, scenario))) continue;
  await install(tool, needs).catch(() => {});
  if (!isInstalled(tool, needs)) process.stdout.write(`${tool}: not here, its recorded histories serve\n`);
}
