import fc from 'fast-check';
import type { Report } from '../../shared/model/report.ts';
import { change, findingNamed, outcome, report, request, sequence } from './samples.ts';

const pieces = [
  ...['\u001b[31m', '\u001b]0;title\u0007', '\n', '\r\n', '\t', '\u2028', '\u202e', '\u0085', '\u009b2J'],
  ...['::error::', '::stop-commands::x', ' ::add-mask::a', '##[error]x', '##vso[task.setvariable]', '%0A', '%'],
  ...['|', '\\', '\\|', '`', '```', '~~~', '<script>', '</details>', '[x](y)', '@everyone', '#12', '_a_', '"', "'"],
  ...['--', '/*', '$$', ';', 'orders', 'bestellung_für', '注文', '👩‍👧'],
];

/** Names that somebody could give a table to harm whoever reads the report. */
export const hostileName = fc
  .array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary', maxLength: 4 })), { maxLength: 8 })
  .map((parts) => parts.join(''))
  .filter((name) => name !== '' && !name.includes('\0'));

/** Every place that a name from the database can get to. */
export function reportNaming(name: string): Report {
  const quoted = `"${name.replaceAll('"', '""')}"`;
  const literal = `'${quoted.replaceAll("'", "''")}'`;
  const sql = [`SELECT max(nextval(${literal})) FROM generate_series(1, 3);`, `ALTER SEQUENCE ${quoted} NO CYCLE;`];
  const subject = { kind: 'sequence' as const, schema: name, name };
  const behind = findingNamed(name, {
    message: `the sequence ${name} is behind`,
    evidence: { owner: `owner of ${name}`, columns: [`first ${name}`, `second ${name}`] },
    remedy: { summary: `move ${name}`, sql, commands: [`lockstep fix --only ${name}`], automatic: false },
  });
  const information = findingNamed(name, { code: 'sequences/orphan', severity: 'info' });
  return report({
    request: request('fix'),
    target: {
      name,
      environment: name,
      server: name,
      database: name,
      host: name,
      fingerprint: null,
      connectMs: 1,
      attempts: 1,
    },
    outcomes: [outcome([behind, information], [sequence({ name, schema: name })])],
    changes: [change({ subject, sql, note: `about ${name}`, undo: sql[0] ?? '' })],
    dryRun: true,
  });
}

/** Lines as the strictest reader would break them. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
}

/** True where GitHub's runner or Azure's would take the line for a command. */
export function isWorkflowCommand(line: string): boolean {
  return line.trimStart().startsWith('::') || /##(\[|vso\[)/.test(line);
}
