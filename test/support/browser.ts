import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { type Browser, chromium, type Page } from 'playwright-core';

/** The Chromium of the system: CHROMIUM_PATH, or where Debian puts it. */
const path = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Why no test can open a page; null where one can. */
export const noBrowser = existsSync(path) ? null : `no Chromium at ${path}: set CHROMIUM_PATH`;

/** Starts it. Without its sandbox, which containers forbid: what it opens is our own. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: ['--no-sandbox'] });
}

/** What is wrong with a page for those who do not see it as others do, by axe: "color-contrast: .when". */
export async function barriersOn(page: Page): Promise<string[]> {
  const file = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  // By the debugger, which no policy of the page forbids.
  await page.evaluate(await readFile(file, 'utf8'));
  const found = await page.evaluate('axe.run()');
  const { violations } = found as { violations: { id: string; nodes: { target: string[] }[] }[] };
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}
