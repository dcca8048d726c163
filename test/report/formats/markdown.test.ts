import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdown } from '../../../shared/report/formats/markdown.ts';
import { hostileName, isWorkflowCommand, linesOf, reportNaming } from '../hostile.ts';
import { change, finding, findingNamed, healthy, outcome, report, request, validated } from '../samples.ts';

const options = { color: true, all: false, width: 80 };
const harmless = linesOf(markdown.render(reportNaming('orders'), options));

function render(...findings: ReturnType<typeof finding>[]): string {
  return markdown.render(report({ outcomes: [outcome(findings)] }), options);
}

/** What starts a table row, a fence, a heading or HTML, and how many cells a row has. */
function skeleton(line: string): string {
  const cells = line.replace(/\\[\s\S]/g, '').split('|').length;
  return `${/^(\| |#+ |`+|<\/?details>|)/.exec(line)?.[0]} ${line.startsWith('|') ? cells : ''}`;
}

describe('the Markdown for a pull request', () => {
  it('begins with the verdict, and has a command that explains instead of links that are dead elsewhere', () => {
    const text = render(finding());
    expect(text).toMatch(/^## ❌ Lockstep check of production: block \(do not deploy\)\n/);
    expect(text).toContain('| ❌ | `sequences/behind` | orders_id_seq will hand out 17,');
    expect(text.match(/`lockstep explain sequences\/behind`/g)).toHaveLength(1);
    expect(text).not.toContain('](');
  });

  it('has the SQL in a block to copy', () => {
    expect(render(finding())).toContain(
      "```sql\n-- orders_id_seq\nSELECT max(nextval('public.orders_id_seq')) FROM generate_series(1, 4194);\n```",
    );
  });

  it('folds away what is healthy', () => {
    expect(render()).toContain('<details><summary>41 sequences healthy</summary>');
  });

  it('shows what a fix changed', () => {
    const fixed = report({ request: request('fix'), changes: [change()] });
    expect(markdown.render(fixed, options)).toContain('| orders_id_seq | 17 | 4211 | advance |');
    const both = report({ request: request('fix'), changes: [change(), validated('orders', 'positive')] });
    expect(markdown.render(both, options)).toContain('| object | from | to | method | note |');
    expect(markdown.render(both, options)).toContain(
      '| orders.positive | NOT VALID | valid | validate | ShareUpdateExclusiveLock |',
    );
  });

  it('keeps a fence closed around SQL that holds backticks', () => {
    expect(render(finding({ remedy: { summary: 'x', sql: ['TABLE "````";'], automatic: false } }))).toContain(
      '`````sql\n-- orders_id_seq\nTABLE "````";\n`````',
    );
  });

  it('mentions nobody and refers to nothing by a name', () => {
    expect(render(finding({ message: '@everyone closes #12' }))).toContain('@&#8203;everyone closes #&#8203;12');
  });

  it('fits into a comment however much there is, and keeps the counts', () => {
    const findings = Array.from({ length: 10_000 }, (_, at) => findingNamed(`${'x'.repeat(60)}_${at}`));
    const text = markdown.render(report({ outcomes: [outcome(findings, healthy(10_000))] }), options);
    expect(text.length).toBeLessThan(65_000);
    expect(text).toMatch(/and 9\d{3} more: 9\d{3} behind/);
    expect(text).toMatch(/1 of 1 guards blocks: sequences \(10000 behind\)$/);
  });

  it('keeps its shape, whatever the objects in the database are called', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const lines = linesOf(markdown.render(reportNaming(name), options));
        expect(lines.map(skeleton).map(sameFence)).toEqual(harmless.map(skeleton).map(sameFence));
        expect(lines.filter((line) => isWorkflowCommand(line) || /\p{Cc}/u.test(line))).toEqual([]);
      }),
    );
  });

  it('lets no HTML of a name through', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const outsideFences = markdown.render(reportNaming(name), options).replace(/^(`{3,})\w*\n[\s\S]*?\n\1$/gm, '');
        const ours = /<\/?details>|<\/?summary>|<br>/g;
        expect(outsideFences.replace(ours, '')).not.toMatch(/[<>]/);
      }),
    );
  });
});

// A fence may be longer where a name holds backticks.
function sameFence(line: string): string {
  return line.replace(/^`+/, '```');
}
