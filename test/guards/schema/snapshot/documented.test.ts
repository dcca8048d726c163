import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { families } from '../../../../shared/guards/schema/snapshot/families.ts';

const table = readFileSync('docs/schema.md', 'utf8').split('| kind | path | properties |')[1]?.split('\n\n')[0] ?? '';
const rows = [...table.matchAll(/^\| ([\w, ]+) \| .*? \| (.+) \|$/gm)].map(([, kinds = '', text = '']) => ({
  kinds: kinds.split(', '),
  text,
}));

const inPath = /^(kind|number|named|on_kind|to_role|in_schema|in_table)$/;

/** What a family's query calls its columns, but for those of the path. */
function propertiesOf(query: string): string[] {
  const [selected = ''] = /^SELECT\n[\s\S]*?^FROM /m.exec(query) ?? [];
  const found = selected.matchAll(/^ {2}(?! ).*(?<!\bunnest\([\w.]+\)) AS (?:"([^"]+)"|(\w+)),?$/gm);
  const names = Array.from(found, ([, quoted, name]) => quoted ?? name ?? '');
  return [...new Set(names.filter((name) => !inPath.test(name)))].map((name) => name.replace('function kind', 'kind'));
}

it.each(families)('docs/schema.md names every property of a $kinds.0', ({ kinds, query }) => {
  for (const kind of kinds) {
    const { text } = rows.find((row) => row.kinds.includes(kind)) ?? { text: '' };
    const all = propertiesOf(query({ names: null, owners: true }));
    expect(text).not.toBe('');
    expect(all.filter((name) => !new RegExp(`\\b${name}\\b`).test(text))).toEqual([]);
  }
});

it('finds the properties in a query', () => {
  const query = families.find(({ kinds }) => kinds.includes('constraint'))?.query({ names: null, owners: true }) ?? '';
  expect(propertiesOf(query)).toEqual(
    'definition valid inherited replica_identity clustered options'.split(' ').map((name) => name.replace('_', ' ')),
  );
});
