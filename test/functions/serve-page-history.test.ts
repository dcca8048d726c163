import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOf, reportAt } from '../../functions/serve/page/history.ts';
import { slowed } from '../../functions/serve/page/slowed.ts';
import { ago } from '../../functions/serve/page/told.ts';
import type { Archive } from '../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { reportArchive } from '../../shared/publish/archive/report-archive.ts';
import { report } from '../report/samples.ts';
import { folderWith } from '../support/command.ts';

/** An archive in memory that lists as a folder does, in any order. */
function archiveOf(texts: Map<string, string>): Archive {
  return {
    addressOf: (key) => key,
    read: async (key) => texts.get(key) ?? null,
    write: async (key, text) => void texts.set(key, text),
    claim: async () => true,
    async list(folder) {
      const within = [...texts.keys()].filter((key) => key.startsWith(`${folder}/`));
      return [...new Set(within.map((key) => key.slice(folder.length + 1).split('/')[0] ?? ''))];
    },
  };
}

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const id = fc.string({ unit: fc.constantFrom(...letters), minLength: 25, maxLength: 25 }).map((rest) => `0${rest}`);
const day = fc.constantFrom('2026-11-19', '2026-11-20', '2026-11-21');

test('page after page, the history has every report once, newest first, whatever else lies there', async () => {
  const some = fc.uniqueArray(fc.record({ id, day }), { maxLength: 70, size: 'max', selector: (each) => each.id });
  await fc.assert(
    fc.asyncProperty(some, async (reports) => {
      const texts = new Map(
        ['2026-11-20/notes.json', '2026-11-20/x.html', 'old/x.json', 'notes.txt'].map((name) => [
          `reports/shop/${name}`,
          '{}',
        ]),
      );
      const archive = archiveOf(texts);
      for (const { id, day } of reports) {
        await reportArchive(archive).tell(
          { ...report(), target: { ...report().target, name: 'shop' }, id, startedAt: `${day}T09:00:00.000Z` },
          'always',
        );
      }
      const seen: string[] = [];
      for (let before: string | null | undefined = null; before !== undefined; ) {
        const history = await historyOf('shop', archive, before);
        seen.push(...(history?.reports ?? []).map((each) => `${each.startedAt.slice(0, 10)}/${each.id}`));
        before = history?.next ?? undefined;
      }
      expect(seen).toEqual(
        reports
          .map((each) => `${each.day}/${each.id}`)
          .sort()
          .reverse(),
      );
    }),
    { numRuns: 25 },
  );
});

test('of a target called by dots alone, and of one that has none, there is a history, too', async () => {
  const archive = folderArchive(folderWith());
  const dots = { ...report(), target: { ...report().target, name: '..' } };
  await reportArchive(archive).tell(dots, 'always');
  expect((await historyOf('..', archive, null))?.reports.map((each) => each.target.name)).toEqual(['..']);
  expect(await historyOf('none', archive, null)).toEqual({ reports: [], next: null });
  const { list: _list, ...bucket } = archive;
  expect(await historyOf('..', bucket, null)).toBeNull();
});

test('no name of a report leads to anything else', async () => {
  const texts = new Map([
    ['latest/shop/check.json', JSON.stringify(report())],
    ['reports/shop/2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E.json', 'cut {'],
  ]);
  for (const name of [
    '../../latest/shop/check',
    '2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E',
    '/',
    '',
    '2026-11-21/01JD6B5T7M3V8Q2N4X9Z0C1R5E/..',
  ]) {
    expect(await reportAt('shop', name, archiveOf(texts)), name).toBeNull();
  }
});

test.each([
  [0, 'just now'],
  [59, 'just now'],
  [60, '1 minute ago'],
  [3_599, '59 minutes ago'],
  [7_200, '2 hours ago'],
  [90_000, '1 day ago'],
  [-5, 'just now'],
])('%d seconds are told as %s', (seconds, words) => {
  const now = Date.parse('2026-11-21T09:00:00Z');
  expect(ago(new Date(now - seconds * 1000).toISOString(), now)).toBe(words);
});

test('who guesses waits, and not too many at once; whoever knows waits for nobody', async () => {
  const weigh = slowed({ wrongMs: 100, most: 2 });
  const began = Date.now();
  expect(await weigh(async () => 'right')).toBe('right');
  expect(Date.now() - began).toBeLessThan(90);
  const wrong = [weigh(async () => null), weigh(async () => null)];
  expect(await weigh(async () => 'right')).toBe('right');
  await expect(weigh(async () => null)).rejects.toMatchObject({ httpStatus: 429, headers: { 'retry-after': '2' } });
  expect(await Promise.all(wrong)).toEqual([null, null]);
  expect(Date.now() - began).toBeGreaterThan(90);
  expect(await weigh(async () => 'right')).toBe('right');
});
