import { describe, expect, it } from 'vitest';
import { textDiff } from '../../../functions/text-diff.ts';
import type { DifferenceEntry } from '../../../shared/model/report.ts';
import { formatNamed } from '../../../shared/report/formats/index.ts';
import type { TextDiff } from '../../../shared/report/text-diff.ts';
import { compared, difference, findingNamed } from '../samples.ts';

const type = difference({
  object: 'public.orders.total',
  change: 'changed',
  detail: 'type',
  properties: [{ name: 'type', from: 'bigint', to: 'integer' }],
  decide: 'the table is rewritten',
});
const more = difference({ kind: 'table', object: 'audit.log', change: 'added', severity: 'warn', detail: '3 columns' });
const view = difference({
  kind: 'view',
  object: 'public.paid',
  change: 'changed',
  properties: [
    {
      name: 'definition',
      from: ` SELECT orders.id,\n    orders.total\n   FROM orders\n  WHERE orders.paid\n  ORDER BY orders.id;`,
      to: ` SELECT orders.id,\n    orders.total\n   FROM orders\n  WHERE orders.open\n  ORDER BY orders.id;`,
    },
  ],
});

interface Options {
  all?: boolean;
  texts?: TextDiff;
}

function written(format: string, differences: DifferenceEntry[], options: Options = {}): string {
  const rendered = formatNamed(format)?.render(compared(differences), {
    color: false,
    all: false,
    width: 80,
    ...options,
  });
  return String(rendered);
}

describe('differences in a terminal', () => {
  it('are a tree by schema and table, each with its sign, its values and what to do', () => {
    expect(written('tty', [difference(), type, more]).split('\n').slice(4)).toEqual([
      'production beside staging (3 differences)  - missing, + more, ~ other',
      '  public',
      '    orders',
      '      - column note  text',
      '            ALTER TABLE public.orders ADD COLUMN note text;',
      '      ~ column total',
      '          type: bigint in staging, integer in production',
      '          -> the table is rewritten',
      '  audit',
      '    + table log  3 columns',
      '',
      'SCHEMA MISMATCH: 3 differences from staging',
    ]);
  });

  it('count alike in the tree and in the sentence, and those for information are marked', () => {
    const comment = difference({ kind: 'comment', object: 'public.orders', severity: 'info' });
    const lines = written('tty', [difference(), comment]).split('\n');
    expect(lines).toContain('production beside staging (1 difference, 1 for information)  - missing, + more, ~ other');
    expect(lines).toContain('    - comment orders  text  for information');
    expect(lines.at(-1)).toBe('SCHEMA MISMATCH: 1 difference from staging');
    expect(written('tty', [comment])).toContain('production beside staging (1 for information)  -');
    expect(written('markdown', [comment])).toContain('| comment public.orders | text<br>for information |');
    const ignored = difference({ kind: 'table', object: 'public.tmp', ignored: 'of the DBA' });
    expect(written('tty', [difference(), ignored], { all: true })).toContain('(1 difference, 1 ignored)');
  });

  it.each([
    ['trigger', 'enabled', null, 'disabled', 'enabled: enabled in staging, disabled in production'],
    ['index', 'valid', null, 'no', 'valid: yes in staging, no in production'],
    ['materialized view', 'populated', null, 'no', 'populated: yes in staging, no in production'],
    ['column', 'not null', 'yes', null, 'not null: yes in staging, no in production'],
    ['sequence', 'cycle', 'yes', null, 'cycle: yes in staging, no in production'],
    ['table', 'row security', 'yes', null, 'row security: yes in staging, no in production'],
    ['table', 'replica identity', 'full', null, 'replica identity: full in staging, default in production'],
    ['column', 'default', '1', null, 'default: 1 in staging, none in production'],
  ] as const)('tell what a %s is with %s left as PostgreSQL makes it', (kind, name, from, to, line) => {
    const entry = difference({ kind, object: 'public.orders.x', change: 'changed', properties: [{ name, from, to }] });
    expect(
      written('tty', [entry])
        .split('\n')
        .map((each) => each.trim()),
    ).toContain(line);
    expect(written('markdown', [entry])).toContain(line);
  });

  it('of a database that a URL names lead to a command with that URL, not with its name', () => {
    const many = Array.from({ length: 30 }, (_, at) => difference({ object: `public.t${at}.note` }));
    const report = compared(many);
    const shown = (name: string) =>
      formatNamed('tty')?.render(
        { ...report, target: { ...report.target, name } },
        { color: false, all: false, width: 80 },
      );
    expect(shown('db.example.com/shop')).toContain('compare --from staging --to "$DATABASE_URL" --sql');
    expect(shown('production')).toContain('compare --from staging --to production --sql');
  });

  it('stand alone: the findings on them are not told as well', () => {
    expect(written('tty', [difference()])).not.toContain('lockstep explain schema/');
  });

  it.each([
    ['grant', 'public.orders to app', '      - grant orders to app  text'.slice(2)],
    ['grant', 'public.orders.note to app', '      - grant note to app  text'],
    ['grant', 'public to app', '  - grant public to app  text'],
    ['comment', 'public.orders', '    - comment orders  text'],
    ['function', 'public.total(public.money, "a.b")', '    - function total(public.money, "a.b")  text'],
    ['extension', 'citext', '  - extension citext  text'],
  ] as const)('put a %s %s in its place', (kind, object, line) => {
    expect(written('tty', [difference({ kind, object })]).split('\n')).toContain(line);
  });

  it('within a long definition are the lines that differ, with a few around them', () => {
    const lines = written('tty', [view]).split('\n');
    const at = lines.findIndex((line) => line.includes('definition:'));
    expect(lines.slice(at + 1, at + 8).map((line) => line.trim())).toEqual([
      '... 1 line alike',
      'orders.total',
      'FROM orders',
      '-   WHERE orders.paid',
      '+   WHERE orders.open',
      'ORDER BY orders.id;',
      '',
    ]);
  });

  it('within a long line are the words that differ', async () => {
    const text = (word: string) =>
      `CREATE INDEX orders_open ON public.orders USING btree (id, ${word}) WHERE open AND note`;
    const properties = [{ name: 'definition', from: text('total'), to: text('paid') }];
    const index = difference({ kind: 'index', object: 'public.orders.open', change: 'changed', properties });
    expect(written('tty', [index], { texts: await textDiff() })).toContain('(id, [-total-]{+paid+}) WHERE');
    expect(written('tty', [index])).toContain('btree (id, [-total) -]{+paid) +}WHERE');
  });

  it('are the first fifty where there are hundreds, and all with --all', () => {
    const many = Array.from({ length: 300 }, (_, at) => difference({ object: `public.t${at}.note` }));
    const rows = (options?: Options) => written('tty', many, options).match(/- column note/g)?.length;
    expect(written('tty', many)).toContain('and 250 more: --all');
    expect([rows(), rows({ all: true })]).toEqual([50, 300]);
    expect(written('tty', many)).toContain('lockstep compare --from staging --to production --sql');
  });

  it('that are ignored are told with --all alone, with the reason', () => {
    const ignored = difference({ object: 'public.tmp', kind: 'table', ignored: 'of the DBA' });
    expect(written('tty', [ignored])).not.toContain('tmp');
    expect(written('tty', [ignored])).toContain('schema like staging: 812 objects compared, differences: 1 ignored');
    expect(written('tty', [ignored], { all: true })).toContain('ignored: of the DBA');
  });

  it('show nothing of a name or text that a terminal or CI would take for a command', () => {
    const hostile = difference({
      object: 'public.a\u001b[31m.::error::x\n##[error]',
      detail: '\u202e\n::error::',
      decide: '\r::warning::',
    });
    const shown = written('tty', [hostile]);
    expect(shown).not.toMatch(/^\s*::|##\[/m);
    for (const character of ['\u001b', '\u202e', '\r']) expect(shown).not.toContain(character);
  });
});

describe('equal schemas', () => {
  it('are one line', () => {
    expect(written('tty', [])).toContain('✔ schema like staging: 812 objects equal');
    expect(written('markdown', [])).toContain('all clear: schema like staging: 812 objects equal');
  });
});

describe('differences in Markdown', () => {
  it('are a table, then the SQL folded away', () => {
    const page = written('markdown', [difference(), type]);
    expect(page).toContain('**production beside staging** (2 differences; - missing, + more, ~ other)');
    expect(page).toContain('| `-` | column public.orders.note | text |');
    expect(page).toContain(
      '| `~` | column public.orders.total | type: bigint in staging, integer in production<br>to decide: the table is rewritten |',
    );
    expect(page).toContain('```sql\nALTER TABLE public.orders ADD COLUMN note text;\n```');
  });

  it('show long definitions as a diff', () => {
    expect(written('markdown', [view])).toContain('@@ view public.paid: definition @@');
    expect(written('markdown', [view])).toContain('\n-   WHERE orders.paid\n+   WHERE orders.open\n');
  });

  it('by the thousand still fit into a comment', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => difference({ object: `public.t${at}.note` }));
    expect(written('markdown', many).length).toBeLessThan(65_536);
    expect(written('markdown', many)).toContain('SCHEMA MISMATCH: 5000 differences from staging');
  });
});

describe('differences on GitHub', () => {
  it('are an annotation each', () => {
    expect(written('github', [difference({ migration: '0007_note' }), type, more]).split('\n')).toEqual([
      '::error title=schema mismatch%3A column public.orders.note::missing in production, staging has it: text%0A0007_note makes it%0Afix: ALTER TABLE public.orders ADD COLUMN note text;',
      '::error title=schema mismatch%3A column public.orders.total::type: bigint in staging, integer in production%0Afix: the table is rewritten',
      '::warning title=schema mismatch%3A table audit.log::in production alone, staging does not have it: 3 columns',
      'SCHEMA MISMATCH: 3 differences from staging',
    ]);
  });

  it('leave the other findings as they are', () => {
    const behind = findingNamed('orders_id_seq');
    const text = formatNamed('github')?.render(compared([difference()], [behind]), {
      color: false,
      all: false,
      width: 80,
    });
    expect(text).toContain('sequences/behind');
  });
});
