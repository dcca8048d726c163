import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { github } from '../../../shared/report/formats/github.ts';
import { hostileName, isWorkflowCommand, linesOf, reportNaming } from '../hostile.ts';
import { finding, findingNamed, outcome, report } from '../samples.ts';

const options = { color: true, all: false, width: 80 };

function lines(...findings: ReturnType<typeof finding>[]): string[] {
  return github.render(report({ outcomes: [outcome(findings)] }), options).split('\n');
}

describe('GitHub annotations', () => {
  it('say what is wrong, how to fix it and where to read more', () => {
    expect(lines(finding())[0]).toBe(
      '::error title=sequences/behind orders_id_seq::orders_id_seq will hand out 17, but orders.id already reaches 4210: ' +
        'the next 4194 inserts may fail%0Afix: move the sequence past 4210%0Awhy: lockstep explain sequences/behind',
    );
  });

  it('stand beside the line of the file, as the repository names it', () => {
    const told = report({ outcomes: [outcome([finding({ evidence: { file: 'migrations/1.sql', line: 3 } })])] });
    const fromRoot = (file: string) => `backend/${file}`;
    expect(github.render(told, { ...options, fromRoot })).toMatch(
      /^::error file=backend\/migrations\/1\.sql,line=3,title=/,
    );
    expect(github.render(told, options)).toMatch(/^::error file=migrations\/1\.sql,line=3,title=/);
  });

  it('are errors for what blocks, warnings for what is unknown or warns, notices for the rest', () => {
    const kinds = lines(
      finding({ severity: 'info' }),
      finding({ severity: 'warn' }),
      finding({ severity: 'warn', unknown: true }),
      finding(),
    ).map((line) => line.split(' ')[0]);
    expect(kinds.slice(0, 4)).toEqual(['::error', '::warning', '::warning', '::notice']);
  });

  it('escape what GitHub would read as the end of a property or a line', () => {
    const [line] = lines(findingNamed('50%, a:b', { message: '100% of a:b\nis used' }));
    expect(line).toContain('title=sequences/behind 50%25%2C a%3Ab::100%25 of a:b\\nis used%0Afix');
  });

  it('are no more than the ten of a kind that GitHub shows, of which the last counts the rest', () => {
    const many = lines(...Array.from({ length: 41 }, (_, at) => findingNamed(`s${at}`)));
    expect(many).toHaveLength(11);
    expect(many[9]).toContain('32 more');
    expect(lines(...Array.from({ length: 10 }, (_, at) => findingNamed(`s${at}`)))[9]).toContain(
      'title=sequences/behind',
    );
  });

  it('are only ours, whatever the objects in the database are called', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const report = reportNaming(name);
        const printed = linesOf(github.render(report, options));
        expect(printed).toHaveLength(report.findings.length + 1);
        expect(printed.filter((line) => line.includes('##[') || /\p{Cc}/u.test(line))).toEqual([]);
        expect(printed.slice(0, -1).every((line) => /^::(error|notice) title=[^:,]*::/.test(line))).toBe(true);
        expect(isWorkflowCommand(printed.at(-1) ?? '')).toBe(false);
      }),
    );
  });
});
