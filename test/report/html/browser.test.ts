import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Result } from '../../../shared/model/report.ts';
import { page as written } from '../../../shared/report/html/page.ts';
import { barriersOn, noBrowser, startBrowser } from '../../support/browser.ts';
import { folderWith } from '../../support/command.ts';
import { hostileName } from '../hostile.ts';
import { everywhere } from './everywhere.ts';
import { kinds } from './kinds.ts';

let browser: Browser;
beforeAll(async () => {
  if (noBrowser === null) browser = await startBrowser();
});
afterAll(() => browser?.close());

/** A report opened from the disk, as from an attachment; whatever the browser complains of or asks for fails the test. */
async function opened(result: Result, options: BrowserContextOptions = {}, fragment = ''): Promise<Page> {
  const file = join(folderWith(), 'report.html');
  writeFileSync(file, written(result));
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const address = `${pathToFileURL(file)}${fragment}`;
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => complaints.push(request.url()));
  onTestFinished(async () => {
    await context.close();
    expect(complaints).toEqual([String(pathToFileURL(file))]);
  });
  await page.goto(address);
  return page;
}

const phone = { viewport: { width: 390, height: 844 } };
const width = 'document.documentElement.scrollWidth';
const unfold = 'document.querySelectorAll("details").forEach((part) => { part.open = true })';

describe.skipIf(noBrowser !== null)(`a report, in Chromium${noBrowser === null ? '' : ` (${noBrowser})`}`, () => {
  it.each([
    ['with everything in it', everywhere('a_name')],
    ['on several targets', kinds.several],
  ])('%s can be used by everybody: by day on a phone, unfolded, and by night', async (_, result) => {
    const page = await opened(result, phone);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await barriersOn(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.evaluate(unfold);
    expect(await barriersOn(page)).toEqual([]);
  });

  it('of any kind, with names of any length, is as wide as a phone', async () => {
    const page = await opened(everywhere('a_very_long_name_without_any_space_'.repeat(5)), phone);
    for (const result of [undefined, ...Object.values(kinds)]) {
      if (result) await page.setContent(written(result));
      await page.evaluate(unfold);
      expect(await page.evaluate(width)).toBe(390);
    }
  });

  it('is whole without script, and shows no button that does nothing', async () => {
    const page = await opened(kinds.blocked, { javaScriptEnabled: false });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(kinds.blocked.summary);
    expect(await page.getByRole('button', { name: 'Copy' }).count()).toBe(0);
    await page.getByText('Why it matters, how it comes about').first().click();
    expect(await page.getByText('The next inserts that take their id').isVisible()).toBe(true);
  });

  it('copies a statement as it is, also by the keyboard', async () => {
    const page = await opened(kinds.blocked, { permissions: ['clipboard-read', 'clipboard-write'] });
    await page.getByRole('button', { name: 'Copy' }).nth(1).press('Enter');
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    const statement = kinds.blocked.findings[0]?.remedy.sql?.[0];
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(statement);
  });

  it('opens at the finding that a link names, folded away or not', async () => {
    const page = await opened(kinds.blocked, {}, '#sequences/orphan');
    await expect.poll(() => page.getByText('lonely_seq is behind').isVisible()).toBe(true);
    const several = await opened(kinds.several, phone, '#production/sequences/behind');
    await expect.poll(() => several.evaluate('scrollY')).toBeGreaterThan(500);
  });

  it('is dark text on white paper, without buttons', async () => {
    const page = await opened(kinds.failed, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    const styled = await page.evaluate(
      '(({ color, backgroundColor }) => [color, backgroundColor])(getComputedStyle(document.body))',
    );
    expect(styled).toEqual(['rgb(28, 33, 40)', 'rgb(255, 255, 255)']);
    expect(await page.getByRole('button').count()).toBe(0);
  });

  it('takes no name for markup, as its own parser reads it', async () => {
    const names = fc.sample(hostileName, { numRuns: 30, seed: 7 });
    const page = await opened(kinds.passed);
    const ours = await page.evaluate(structure, [written(everywhere('orders'))]);
    const found = (await page.evaluate(
      structure,
      names.map((name) => written(everywhere(name))),
    )) as string[];
    expect(new Set(found)).toEqual(new Set(ours as string[]));
  });
});

/** What kinds of elements a page is made of, with their attributes, scripts counted; comments, which we write none of. */
const structure = `(pages) => pages.map((text) => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const elements = [...page.querySelectorAll('*')].map((each) => each.localName + ':' + each.getAttributeNames().sort());
  const comments = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT).nextNode() ? ['comment'] : [];
  return [...new Set([...elements, ...comments, page.scripts.length + ' script'])].sort().join(' ');
})`;
