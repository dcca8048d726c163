import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectionError } from '../../../shared/model/errors.ts';
import { tty } from '../../../shared/report/formats/tty.ts';
import type { Told } from '../../../shared/report/report.ts';
import { hostileName, isWorkflowCommand, linesOf, reportNaming } from '../hostile.ts';
import {
  change,
  finding,
  findingNamed,
  healthy,
  outcome,
  proven,
  report,
  request,
  sequence,
  validated,
} from '../samples.ts';

const plain = { color: false, all: false, width: 80 };

function render(told: Partial<Told> = {}, options: Partial<typeof plain> = {}): string {
  return tty.render(report(told), { ...plain, ...options });
}

const sql = "        SELECT max(nextval('public.orders_id_seq')) FROM generate_series(1, 4194);";

describe('the report in a terminal', () => {
  it('is, when all is well, the verdict, the database, one line and the summary', () => {
    expect(render()).toBe(
      [
        '✔ PASS  check of production: go ahead',
        '  PostgreSQL 17.9, database shop on db.example.com, environment production',
        '  41 sequences, 41 ms, 3 round trips',
        '',
        '✔ 41 sequences healthy',
        '',
        'all clear: 41 sequences healthy',
      ].join('\n'),
    );
  });

  it('names the migrations that a finding lists, and counts them', () => {
    const evidence = { migrations: ['1_a', '2_b', '3_c', '4_d'], count: 9 };
    const pending = finding({ code: 'migrations/pending', severity: 'info', evidence });
    expect(render({ outcomes: [outcome([pending])] })).toContain('· 9 pending: 1_a, 2_b, 3_c and 6 more (');
  });

  it('shows what is wrong, the fix to paste, and what to run next', () => {
    const lines = render({ outcomes: [outcome([finding()])] }).split('\n');
    expect(lines.slice(4)).toEqual([
      '✖ sequences/behind  lockstep explain sequences/behind',
      '  orders_id_seq will hand out 17, but orders.id already reaches 4210: the next',
      '  4194 inserts may fail',
      '  -> move the sequence past 4210 (lockstep fix does it)',
      sql,
      '',
      '✔ 41 sequences healthy',
      '',
      'next',
      '  lockstep fix --target production --guard sequences',
      '',
      '1 of 1 guards blocks: sequences (1 behind)',
    ]);
  });

  it('shows evidence only where the message does not hold it already', () => {
    const text = render({
      outcomes: [outcome([finding({ evidence: { nextValue: '17', cacheSize: '20', reason: null } })])],
    });
    expect(text).toContain('\n  cache size: 20\n');
    expect(text).not.toMatch(/next value:|reason/);
  });

  it('shows the worst ten of a code, counts the others, and explains the code once', () => {
    const findings = Array.from({ length: 41 }, (_, at) => findingNamed(`s${at}`));
    const text = render({ outcomes: [outcome(findings)] });
    expect(text.match(/is behind/g)).toHaveLength(10);
    expect(text).toContain('and 31 more: --all');
    expect(text.match(/lockstep explain/g)).toHaveLength(1);
    expect(render({ outcomes: [outcome(findings)] }, { all: true }).match(/is behind/g)).toHaveLength(41);
  });

  it('keeps to one line what only informs', () => {
    const orphans = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      findingNamed(name, { code: 'sequences/orphan', severity: 'info' }),
    );
    expect(render({ outcomes: [outcome(orphans)] })).toContain(
      '· 5 orphans: a, b, c and 2 more (lockstep explain sequences/orphan)',
    );
  });

  it('lists every sequence when asked for all', () => {
    const near = sequence({ schema: 'billing', name: 'invoices_id_seq', status: 'exhausting', used: 0.99999 });
    const lines = render({ outcomes: [outcome([], [...healthy(1), near])] }, { all: true }).split('\n');
    expect(lines).toContain('sequence                 status      next  farthest     used');
    expect(lines).toContain('table_1_id_seq           healthy      812       811  <0.01 %');
    expect(lines).toContain('billing.invoices_id_seq  exhausting   812       811   99.9 %');
  });

  it('shows which value a proof used up', () => {
    const text = render({ request: request('verify'), outcomes: [outcome([], proven(1))] }, { all: true });
    expect(text).toMatch(/table_1_id_seq .* 812 free$/m);
  });

  it('says why nothing could be told', () => {
    const failure = new ConnectionError('target/refused', 'connection refused by 127.0.0.1:5432', 'start the server');
    const text = render({ outcomes: [], failure });
    expect(text).toMatch(/^\? UNKNOWN {2}check of production: could not tell, so do not deploy\n/);
    expect(text).toContain('\n  -> start the server\n');
    expect(text).not.toContain('healthy');
  });

  it('says how long a database took to wake', () => {
    const woken = { ...report().target, connectMs: 3200, attempts: 2 };
    expect(render({ target: woken })).toContain('connected in 3.2 s after 2 attempts');
  });

  it('shows what a fix moved, and with a dry run the exact SQL, once', () => {
    const validation = report({ request: request('fix'), changes: [validated('orders', 'positive')] });
    const text = tty.render(validation, { color: false, all: true, width: 100 });
    expect(text).toContain('orders.positive NOT VALID -> valid (validate, ShareUpdateExclusiveLock)');
    expect(text).not.toContain('undo');
    expect(render({ request: request('fix'), changes: [change()] })).toContain(
      'changed\n  orders_id_seq 17 -> 4211 (advance)\n\n',
    );
    const dry = render({
      request: request('fix'),
      changes: [change({ applied: false })],
      outcomes: [outcome([finding()])],
      dryRun: true,
    });
    expect(dry).toContain(
      'would change (dry run: nothing was changed)\n  orders_id_seq 17 -> 4211 (advance)\n      SELECT',
    );
    expect(dry.match(/generate_series/g)).toHaveLength(1);
  });

  it('has no colour unless asked for it, and then says the same', () => {
    const told = { outcomes: [outcome([finding()])] };
    expect(render(told)).not.toContain('\u001b');
    expect(render(told, { color: true })).toContain('\u001b[31m');
    expect(stripVTControlCharacters(render(told, { color: true }))).toBe(render(told));
  });

  it('keeps its lines, whatever the objects in the database are called', () => {
    const wide = { ...plain, all: true, width: 100_000 };
    const expected = linesOf(tty.render(reportNaming('orders'), wide)).length;
    fc.assert(
      fc.property(hostileName, (name) => {
        const lines = linesOf(tty.render(reportNaming(name), wide));
        expect(lines).toHaveLength(expected);
        expect(lines.filter((line) => isWorkflowCommand(line) || /[\p{Cc}\u202e]/u.test(line))).toEqual([]);
      }),
    );
  });

  it('starts no command and no colour of a name where it breaks lines either', () => {
    fc.assert(
      fc.property(hostileName, (name) => {
        const lines = linesOf(tty.render(reportNaming(name), { ...plain, all: true, width: 40 }));
        expect(lines.filter((line) => isWorkflowCommand(line) || /\p{Cc}/u.test(line))).toEqual([]);
      }),
    );
  });
});
