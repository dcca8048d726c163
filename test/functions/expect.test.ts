import { expect, test } from 'vitest';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

test('expect says when it writes more than a Lambda takes, and writes of the tables that are named alone', async () => {
  const { url } = await database(`DO $$ BEGIN FOR i IN 1..150 LOOP
    EXECUTE format('CREATE TABLE table_%s (id int PRIMARY KEY)', i); END LOOP; END $$`);
  const settings = { schema: { tables: ['public.*'] } };
  const folder = folderWith({ 'lockstep.config.json': settings });
  const [all, some] = await Promise.all(
    [[], ['--table', 'public.table_15', '--table', '*_*49']].map((words) =>
      lockstepCommand(['expect', '--from', url, ...words], { folder }),
    ),
  );
  expect(Object.keys(JSON.parse(all?.stdout ?? '').primaryKeys)).toHaveLength(150);
  expect(all?.stderr).toMatch(/^\d{4} bytes are more than a Lambda takes \(4096 for all settings\)/);
  expect(Object.keys(JSON.parse(some?.stdout ?? '').primaryKeys)).toEqual([
    'public.table_149',
    'public.table_15',
    'public.table_49',
  ]);
  expect(some?.stderr).toBe('');
});
