import { expect, test } from 'vitest';
import type { Kept } from '../../../shared/model/request.ts';
import { folderArchive } from '../../../shared/publish/archive/folder.ts';
import { keep, lastKept, NothingKeptError } from '../../../shared/publish/archive/kept-schema.ts';
import { folderWith } from '../../support/command.ts';

const at = '2026-11-21T09:00:00.000Z';
const path = ['public', 'ünïcode "quoted"'];
const kept: Kept = {
  at,
  snapshot: {
    ...{ snapshot: 2, server: 18, scope: { schemas: [], tables: [], kinds: [] }, unseen: [] },
    objects: Array.from({ length: 2000 }, () => ({
      kind: 'table',
      path,
      is: { owner: 'app', options: ['fillfactor=70'] },
    })),
  },
  applied: ['prisma 1'],
  tables: [{ schema: 'public', name: 'orders', rows: '9007199254740993', exact: true }],
  countedAt: at,
};

test('what is kept of a target comes back as it was, in a fraction of its size', async () => {
  const archive = folderArchive(folderWith());
  expect(await lastKept(archive, 'shop')).toBeNull();
  await keep(archive, 'shop', kept);
  expect(await lastKept(archive, 'shop')).toEqual(kept);
  expect((await archive.read('kept/shop.json'))?.length).toBeLessThan(JSON.stringify(kept).length / 20);
});

test('row counts are kept without a schema as well', async () => {
  const archive = folderArchive(folderWith());
  const { countedAt: _countedAt, ...rest } = { ...kept, snapshot: null, applied: null };
  await keep(archive, 'shop', rest);
  expect(await lastKept(archive, 'shop')).toEqual(rest);
});

test.each(['', '[]', '{"kept":2}', '{"kept":1,"at":"yesterday"}'])('%j is nothing that was kept', async (text) => {
  const archive = folderArchive(folderWith());
  await archive.write('kept/shop.json', text);
  await expect(lastKept(archive, 'shop')).rejects.toThrow(NothingKeptError);
});
