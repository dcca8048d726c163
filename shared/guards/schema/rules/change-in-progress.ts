import type { Finding } from '../../../model/finding.ts';
import type { Changing } from '../schema-facts.ts';
import type { SchemaRule } from './rule.ts';

/** Somebody changes the schema at this moment: a difference now would be none a moment later. */
export const changeInProgress: SchemaRule = {
  code: 'schema/change-in-progress',
  severity: 'warn',
  judge: ({ changing, target }) => (changing === null ? [] : [finding(changing, target)]),
};

function finding(changing: Changing, target: string): Finding {
  const { pid, since, statement, waitsFor } = changing;
  return {
    code: 'schema/change-in-progress',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'target', name: target },
    message: `the schema is being changed, and was not compared: ${who(changing)}`,
    evidence: { pid, since, statement, waitsFor: waitsFor.map(String) },
    remedy: {
      summary:
        waitsFor.length > 0
          ? `wait until pid ${waitsFor.join(', ')} is through, or end it, and run again`
          : 'wait until it is through, and run again',
      sql: (waitsFor.length > 0 ? waitsFor : pid === null ? [] : [pid]).map(
        (each) => `SELECT * FROM pg_stat_activity WHERE pid = ${each};`,
      ),
      automatic: false,
    },
  };
}

function who({ pid, since, statement, waitsFor }: Changing): string {
  if (pid === null) return 'a lock on one of its tables did not come free in time';
  const what = statement === '' ? '' : ` (${statement})`;
  const wait = waitsFor.length === 0 ? '' : `, and waits for pid ${waitsFor.join(', ')}`;
  return `pid ${pid}${what} keeps a table locked${since === null ? '' : ` since ${since}`}${wait}`;
}
