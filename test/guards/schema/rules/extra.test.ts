import { expect, it } from 'vitest';
import { extra, factsOf, judgedBy } from '../judging.ts';

it('warns of what only the target has, and leaves it to a person', () => {
  const column = extra('column', ['public', 'orders', 'note'], { type: 'text' });
  const facts = factsOf([column]);
  const [comparison] = facts.comparisons;
  const steps = [{ difference: column, sql: [], certain: false, decide: 'drop it if nobody reads it' }];
  expect(judgedBy({ ...facts, comparisons: comparison ? [{ ...comparison, steps }] : [] })).toMatchObject([
    {
      ...{ code: 'schema/extra', severity: 'warn', subject: { kind: 'column', table: 'orders', column: 'note' } },
      message: 'column orders.note is there (text) and not in staging',
      remedy: { summary: 'drop it if nobody reads it', automatic: false },
    },
  ]);
});

it('blocks where inserts of programs that do not know the column fail', () => {
  const severityOf = (is: Record<string, string>) =>
    judgedBy(factsOf([extra('column', ['public', 'orders', 'note'], { type: 'text', ...is })]))[0]?.severity;
  expect(severityOf({ 'not null': 'yes' })).toBe('block');
  expect(severityOf({ 'not null': 'yes', default: "''::text" })).toBe('warn');
  expect(severityOf({ 'not null': 'yes', identity: 'always' })).toBe('warn');
  expect(severityOf({ 'not null': 'yes', generated: 'stored' })).toBe('warn');
});

it('tells of comments for information, and names what has another name elsewhere', () => {
  expect(judgedBy(factsOf([extra('comment', ['table', 'public', 't'], { text: 'x' })]))[0]?.severity).toBe('info');
  const renamed = { ...extra('column', ['public', 't', 'b']), renamed: ['public', 't', 'a'] };
  expect(judgedBy(factsOf([renamed]))[0]).toMatchObject({
    message: expect.stringContaining('a is the same under another name'),
    evidence: { renamed: 'public.t.a' },
  });
});
