/** `npm run picture`: photographs the report of a deploy that is blocked, for the README. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { openShop } from '../../functions/demo/shop.ts';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import { silent } from '../../shared/model/house.ts';
import type { Report } from '../../shared/model/report.ts';
import { page as written } from '../../shared/report/html/page.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { settingsFrom } from '../../shared/request/settings.ts';
import { run } from '../../shared/run.ts';
import { noBrowser, startBrowser } from './browser.ts';

/** Pixels of the picture: sharp beside the text of a README. */
const wide = 1200;
const scale = 1.25;
const high = 1140;

const pictures = [
  { file: 'docs/blocked.png', colorScheme: 'light' },
  { file: 'docs/blocked-dark.png', colorScheme: 'dark' },
] as const;

if (noBrowser !== null) throw new Error(noBrowser);
const report = await blockedReport();
const folder = await mkdtemp(join(tmpdir(), 'lockstep-picture-'));
const browser = await startBrowser();
try {
  const file = join(folder, 'report.html');
  await writeFile(file, written(report));
  for (const picture of pictures) await photograph(browser, String(pathToFileURL(file)), picture);
} finally {
  await browser.close();
  await rm(folder, { recursive: true });
}

/** Of a real run over the demo's shop; only its address is one that says more than this machine's. */
async function blockedReport(): Promise<Report> {
  const postgres = await startPostgres();
  try {
    const url = await openShop(postgres.url);
    const targets = { production: { url, environment: 'production' } };
    const request = requestFrom('check', {}, { settings: settingsFrom({ targets }), environment: {} });
    const told = await run(request, { signal: new AbortController().signal, progress: silent });
    return { ...told, target: { ...told.target, host: 'db.shop.example' } };
  } finally {
    await postgres.stop();
  }
}

async function photograph(browser: Browser, address: string, { file, colorScheme }: (typeof pictures)[number]) {
  const viewport = { width: wide / scale, height: high / scale };
  const page = await browser.newPage({ viewport, deviceScaleFactor: scale, colorScheme });
  await page.goto(address);
  await page.screenshot({ path: file });
  await page.close();
}
