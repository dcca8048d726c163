import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { folderWith } from '../support/command.ts';
import { database, type TestDatabase } from '../support/database.ts';
import { install, isInstalled, isLive, play } from './run-tool.ts';
import type { Scenarios } from './scenario.ts';

/** A project and the database that its tool left behind. */
export interface RecordedHistory {
  /** the repository's root */
  folder: string;
  /** of a superuser */
  url: string;
  database: TestDatabase;
  /** the tool's own words, by the names that the scenario gave them */
  said: Record<string, string>;
}

/**
 * A scenario of a tool as it was recorded; with LOCKSTEP_LIVE_TOOLS=1 the real tool is run anew, where it is installed
 * or can be. The recorded folder is not to be written into.
 *
 *     const { folder, url, said } = await history('prisma', 'failed');
 *
 * It is in a database of its own, or `into` an empty one.
 */
export async function history(tool: string, scenario: string, into?: TestDatabase): Promise<RecordedHistory> {
  return (isLive(tool, scenario) ? await played(tool, scenario) : null) ?? (await recorded(tool, scenario, into));
}

async function recorded(tool: string, scenario: string, into?: TestDatabase): Promise<RecordedHistory> {
  const place = resolve('test/histories', tool, scenario);
  if (!existsSync(place)) throw new Error(`nothing is recorded: node test/histories/record.ts ${tool} ${scenario}`);
  const shop = into ?? (await database());
  await shop.query(readFileSync(join(place, 'database.sql'), 'utf8'));
  const said = JSON.parse(readFileSync(join(place, 'said.json'), 'utf8'));
  return { folder: join(place, 'repository'), url: shop.url, database: shop, said };
}

async function played(tool: string, name: string): Promise<RecordedHistory | null> {
  const { scenarios, needs }: Scenarios = await import(`./${tool}/scenarios.ts`);
  const scenario = scenarios[name];
  if (!scenario) throw new Error(`${tool} has no scenario ${name}`);
  await install(tool, needs).catch(() => {});
  if (!isInstalled(tool, needs)) return null;
  const folder = folderWith();
  const shop = await database();
  return { folder, url: shop.url, database: shop, said: await play(tool, scenario, { folder, url: shop.url }) };
}
