import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { listen } from '../../functions/serve/server.ts';
import type { SettingsInput } from '../../shared/model/settings.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { reportArchive } from '../../shared/publish/archive/report-archive.ts';
import { deskWith, token } from '../answer/desk.ts';
import { barriersOn, noBrowser, startBrowser } from '../support/browser.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

let browser: Browser;
beforeAll(async () => {
  if (noBrowser === null) browser = await startBrowser();
});
afterAll(() => browser?.close());

/** A server in this process, gone with the test. Without keys, as `auth` says, its page is open: `first` is how it is opened. */
async function serve(settings: SettingsInput): Promise<{ address: string; first: string }> {
  const archive = folderArchive(folderWith());
  const desk = { ...deskWith({ auth: {}, ...settings }, archive), channels: [reportArchive(archive)] };
  const { port, oneTimeToken, stop } = await listen(desk, { host: '127.0.0.1', port: 0 });
  onTestFinished(stop);
  const address = `http://127.0.0.1:${port}`;
  return { address, first: oneTimeToken === null ? address : `${address}/?token=${oneTimeToken}` };
}

/** A page of a browser that knows nothing yet; whatever it complains of fails the test. */
async function opened(address: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 390, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(5_000);
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(async () => {
    await context.close();
    // A browser says so of every answer that is no 200.
    expect(complaints.filter((text) => !/status of (401|404)/.test(text))).toEqual([]);
  });
  await page.goto(address);
  return page;
}

const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).click();
const outcome = (page: Page) => page.locator('.outcome').textContent();

describe.skipIf(noBrowser !== null)(`the page, in Chromium${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  test('checks a broken database, shows what would be changed, changes it when told to, and proves it', async () => {
    const shop = await database(behind);
    const { address, first } = await serve({ targets: { shop: { url: shop.url, environment: 'production' } } });
    const page = await opened(first);
    expect(page.url()).toBe(`${address}/`);
    await press(page, 'Check shop');
    expect(await outcome(page)).toMatch(/block check: do not deploy\s+1 of 4 guards blocks: sequences \(1 behind\)/);
    await press(page, 'Fix… shop');
    expect(await outcome(page)).toContain('would fix 1 sequence (dry run)');
    expect(await page.locator('.changes').textContent()).toMatch(/orders_id_seq 1 → 41/);
    const next = 'SELECT last_value FROM orders_id_seq';
    expect(await shop.query(next)).toEqual([{ last_value: '1' }]);
    expect(await barriersOn(page)).toEqual([]);
    await press(page, 'Change 1 sequence');
    await page.getByRole('heading', { name: 'Fix of shop' }).waitFor();
    expect(await outcome(page)).toMatch(/pass fix: all is well\s+fixed 1 sequence; all clear/);
    expect(await shop.query(next)).toEqual([{ last_value: '40' }]);
    await press(page, 'Verify shop');
    await page.getByRole('heading', { name: 'Verify of shop' }).waitFor();
    expect(await outcome(page)).toContain('pass verify: it works');
    await page.getByRole('link', { name: 'All reports on shop' }).click();
    const told = await page.locator('.reports li strong').allTextContents();
    expect(told).toEqual([
      'verify: it works',
      'fix: all is well',
      'fix (dry run): a dry run, nothing was changed',
      'check: do not deploy',
    ]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriersOn(page)).toEqual([]);
    await page.getByRole('link', { name: 'report on the check' }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('sequences (1 behind)');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
  });

  test('shows how a run goes on, also to whoever comes back; begins no second one, and stops it', async () => {
    const shop = await database(behind);
    const holder = await shop.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const { address, first } = await serve({ targets: { shop: { url: shop.url } }, limits: { lockSeconds: 30 } });
    const page = await opened(first);
    await press(page, 'Check shop');
    await page.getByRole('status').filter({ hasText: 'reading 1 sequences' }).waitFor();
    expect(await page.locator('.steps').textContent()).toContain('reading the catalog');
    expect(await barriersOn(page)).toEqual([]);
    await page.goto(address);
    await press(page, 'Check shop');
    expect(await page.locator('.note').textContent()).toContain('was not begun a second time');
    await page.goto(address);
    await page.getByRole('link', { name: 'check of shop is running' }).click();
    await press(page, 'Stop');
    expect(await outcome(page)).toMatch(/unknown check: could not tell, so do not deploy/);
    await page.getByRole('link', { name: 'Lockstep' }).click();
    expect(await page.locator('.reports li').count()).toBe(1);
  });

  test('asks for a token where keys are set up, and keeps it where no script can read it', async () => {
    const { address } = await serve({
      auth: { bearer: [token] },
      targets: { shop: { url: 'postgres://app@127.0.0.1:1/shop' } },
    });
    const page = await opened(`${address}/targets/shop`);
    expect(await barriersOn(page)).toEqual([]);
    await page.getByLabel('Bearer token').fill('not-the-token-of-the-tests');
    await press(page, 'Log in');
    expect(await page.getByRole('alert').textContent()).toBe('this token opens nothing');
    await page.getByLabel('Bearer token').fill(token);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie?.value).not.toContain(token);
    expect(await page.evaluate('document.cookie')).toBe('');
    await press(page, 'Log out');
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.context().addCookies(cookie ? [cookie] : []);
    await page.goto(address);
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
  });

  test('can be read, and used, without any script', async () => {
    const shop = await database(behind);
    const { first } = await serve({ targets: { shop: { url: shop.url } } });
    const page = await opened(first, { javaScriptEnabled: false });
    await press(page, 'Check shop');
    expect(await outcome(page)).toContain('block check: do not deploy');
  });
});
