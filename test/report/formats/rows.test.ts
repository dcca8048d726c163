import { describe, expect, it } from 'vitest';
import type { ForeignKeyEntry, TableEntry } from '../../../shared/model/report.ts';
import { formatNamed } from '../../../shared/report/formats/index.ts';
import { report, request } from '../samples.ts';

const tables: TableEntry[] = [
  {
    schema: 'public',
    name: 'orders',
    rows: '4210',
    exact: true,
    other: { target: 'staging', rows: '4000', exact: false },
    before: { at: '2026-11-20T09:00:00.000Z', rows: '4100', exact: true },
  },
  { schema: 'audit', name: 'log|x', rows: null, exact: false },
];
const foreignKeys: ForeignKeyEntry[] = [
  { schema: 'public', table: 'orders', name: 'orders_user_fkey', status: 'proven' },
  { schema: 'public', table: 'items', name: 'items_order_fkey', status: 'broken', orphans: '7' },
  { schema: 'public', table: 'notes', name: 'notes_user_fkey', status: 'not-examined' },
];

function written(format: string, all: boolean, entries = { tables, foreignKeys }): string {
  const data = { guard: 'data' as const, examined: 41, durationMs: 12, findings: [], reached: true, entries };
  const told = report({ request: request('check', { guards: ['data'] }), outcomes: [data] });
  return String(formatNamed(format)?.render(told, { color: false, all, width: 100 }));
}

describe('what was examined of the data', () => {
  it('is a line where all is well', () => {
    const lines = written('tty', false).split('\n');
    expect(lines).toContain('✔ 41 tables examined, 1 foreign key proven');
    expect(lines.at(-1)).toBe('all clear: 41 tables examined, 1 foreign key proven');
    expect(written('tty', false, { tables: [], foreignKeys: [] })).toContain('all clear: 41 tables examined');
  });

  it('is listed with --all: rows side by side, estimates marked', () => {
    const lines = written('tty', true).split('\n');
    const at = lines.findIndex((line) => line.startsWith('table '));
    expect(lines.slice(at, at + 3).map((line) => line.split(/ {2,}/))).toEqual([
      ['table', 'rows', 'in staging', 'at 2026-11-20T09:00:00.000Z'],
      ['orders', '4210', '~4000', '4100'],
      ['audit.log|x', '-', '-', '-'],
    ]);
    expect(lines.find((line) => line.startsWith('items_order_fkey'))?.split(/ {2,}/)).toEqual([
      'items_order_fkey',
      'items',
      'broken',
      '7',
    ]);
    expect(written('tty', false)).not.toContain('items_order_fkey');
  });

  it('is folded away in Markdown', () => {
    expect(written('markdown', false)).toContain('| audit.log\\|x | - | - | - |');
    expect(written('markdown', false)).toContain(
      '| notes\\_user\\_fkey | notes | not examined | - |'.replaceAll('\\_', '_'),
    );
  });
});
