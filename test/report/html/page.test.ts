import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Result } from '../../../shared/model/report.ts';
import { formatNamed, rendered } from '../../../shared/report/formats/index.ts';
import { page } from '../../../shared/report/html/page.ts';
import { wordsFor } from '../../../shared/report/words.ts';
import { difference, findingNamed, outcome, report } from '../samples.ts';
import { kinds } from './kinds.ts';

/** What a reader sees, as one line; what is folded away is in it as well. */
function read(result: Result): string {
  const body = page(result).replace(/^.*<main>|<script>.*$/gs, '');
  const text = body.replace(/<[^>]+>/g, ' ').replace(/&#?\w+;/g, (entity) => entities[entity] ?? entity);
  return text.replace(/\s+/g, ' ');
}

const entities: Record<string, string> = {
  '&quot;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&#58;': ':',
};

describe('a report as a page', () => {
  it('says its verdict and its one sentence first, and then how each guard is, good or bad', () => {
    const { summary } = kinds.blocked;
    expect(page(kinds.blocked)).toContain(`<title>${summary}</title>`);
    expect(read(kinds.blocked)).toMatch(/^ ✖ block do not deploy · check of production 1 of 1 guards blocks/);
    expect(read(kinds.blocked)).toContain('✖ block sequences 1 behind 5 sequences examined, 12 ms');
    expect(read(kinds.passed)).toContain('✔ pass sequences proven: 41 sequences hand out free values 12 ms');
    expect(read(kinds.unknown)).toContain('? unknown sequences not reached');
    expect(read(kinds.blocked)).toContain('Next lockstep fix --target production --guard sequences');
  });

  it('explains a finding where it stands: what, why, how it came about, what to do, and the statement', () => {
    const text = page(kinds.blocked);
    expect(text).toContain('id="sequences/behind"');
    const told = 'move the sequence past 4210 ( lockstep fix does it) SELECT max(nextval(';
    expect(read(kinds.blocked)).toContain(told);
    expect(read(kinds.blocked)).toContain(wordsFor('sequences/behind')?.how ?? 'no words');
  });

  it('shows each sequence with the part of its range that is used, as a figure and as a bar', () => {
    expect(read(kinds.blocked)).toContain('clicks_id_seq ! exhausting 84.0 %');
    expect(page(kinds.blocked)).toMatch(/84\.0 % <svg class="bar warn"[^>]* aria-hidden="true"><rect width="84"/);
    expect(page(kinds.blocked)).toMatch(/&lt;0\.01 % <svg[^>]*><rect width="1"/);
  });

  it('shows migrations in their order with when and how long, the old ones folded away', () => {
    const text = read(kinds.migrations);
    expect(text).toContain('2 older migrations applied');
    expect(text).toContain('12_step ✔ applied 2026-11-20 09:00:00 UTC 110 ms');
    expect(text).toContain('13_edited ✖ edited 2026-11-20 09:00:00 UTC · by marie');
    expect(text).toContain('14_last i pending contract: takes away: after the code that no longer needs it');
    expect(text).toContain('14_last/migration.sql:3 drop-column ✖ dangerous AccessExclusiveLock orders');
  });

  it('shows both sides of a difference, what differs within a long one, and what makes them alike', () => {
    const text = read(kinds.mismatch);
    expect(text).toContain('✖ - missing column note staging text production missing ALTER TABLE');
    expect(text).toContain('✖ ~ other column total staging type bigint production type integer');
    expect(page(kinds.mismatch)).toMatch(/<del> {2}SELECT 2;\n<\/del><ins> {2}SELECT 3;\n<\/ins>/);
    expect(text).toContain('to decide: drop it?');
    expect(text).toContain('1 ignored by the configuration column public.orders.kept : a hand-made column');
    expect(page(kinds.mismatch)).toContain('id="schema/missing"');
  });

  it('shows what a fix changed, by what, and how it is undone', () => {
    expect(read(kinds.fixed)).toMatch(/✔ applied orders_id_seq 17 → 4211 advance SQL SELECT .* Undo SELECT setval/);
    expect(read(kinds.fixed)).toContain(
      'orders.orders_user_fkey NOT VALID → valid validate, ShareUpdateExclusiveLock took',
    );
  });

  it('shows rows side by side with estimates marked, and foreign keys with their orphans', () => {
    expect(read(kinds.data)).toContain('1 table; ~ is an estimate of the planner table rows in staging orders 4210 ~9');
    expect(read(kinds.data)).toContain('items_order_fkey items ✖ broken 7');
  });

  it('tells a deploy: its steps, how things stand, how to go on and back, who waited for whom, what was printed', () => {
    const text = read(kinds.failed);
    expect(text).toContain('✖ failed apply exit code 1 after 1 of 2 migrations 1 min 24 s');
    expect(text).toMatch(/How things stand 13_note is applied .* To go on npx prisma .* To go back lockstep restore/);
    expect(text).toContain('41.2 s for AccessExclusiveLock on public.orders 2026-11-21 09:00:00 UTC');
    expect(text).toContain('held by 4711 app, idle in transaction ! cancelled');
    expect(text).toContain('Applying 14_last ERROR: canceling');
    expect(text).toContain('deploy, as the caller says sha 4f2c9aa, actor marie');
  });

  it('on several targets says how each is, and links to it', async () => {
    const text = page(kinds.several);
    expect(text).toContain('<a href="#staging/report">staging</a>');
    expect(text).toContain('id="staging/report"');
    expect(text).toContain('id="production/sequences/behind"');
    expect(text.match(/<html/g)).toHaveLength(1);
    const html = formatNamed('html');
    expect(html && (await rendered(html, kinds.several, { color: false, all: false, width: 80 }))).toBe(text);
  });

  it('has every anchor once, also of a code that blocks here and warns there', () => {
    const both = report({ outcomes: [outcome([findingNamed('a'), findingNamed('b', { severity: 'warn' })])] });
    for (const result of [both, ...Object.values(kinds)]) {
      const ids = [...page(result).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it('lets nothing run or load but its own style and script', () => {
    const text = page(kinds.blocked);
    const [, policy = ''] = /Policy" content="([^"]+)"/.exec(text) ?? [];
    const digests = ['style', 'script'].map((name) => {
      const [, content = ''] = new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text) ?? [];
      return `${name}-src &#39;sha256-${createHash('sha256').update(content).digest('base64')}&#39;`;
    });
    expect(policy.split('; ')).toEqual([
      'default-src &#39;none&#39;',
      ...digests,
      'base-uri &#39;none&#39;',
      'form-action &#39;none&#39;',
    ]);
  });

  it('of thousands folds most away, and counts what it has no room for', () => {
    const [behind] = kinds.blocked.sequences ?? [];
    const sequences = Array.from({ length: 10_000 }, (_, at) => ({
      ...(behind as NonNullable<typeof behind>),
      name: `table_${at}_id_seq`,
      status: at < 60 ? ('behind' as const) : ('healthy' as const),
    }));
    const differences = Array.from({ length: 5_001 }, (_, at) => difference({ object: `public.t${at % 99}.c${at}` }));
    const text = read({ ...kinds.mismatch, sequences, differences });
    expect(text).toContain('9940 sequences healthy');
    expect(text).toContain('4940 more sequences left out here: the JSON report has all of them.');
    expect(text).toContain('4940 more differences');
    expect(text).toContain('1 more difference left out here');
    expect(text).not.toContain('table_9999_id_seq');
  });
});
