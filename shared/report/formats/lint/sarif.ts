import type { LintReport } from '../../../model/lint-report.ts';
import type { LintEntry } from '../../../model/report.ts';
import { fingerprints } from './fingerprint.ts';
import type { LintFormat, LintFormatOptions } from './format.ts';
import { type ShownRule, shownRules } from './rules.ts';

const levels = { dangerous: 'error', careful: 'warning', safe: 'note' } as const;

/** SARIF 2.1.0, as GitHub's code scanning reads it. https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const lintSarif: LintFormat = {
  name: 'sarif',
  render(report, options) {
    const entries = report.lint.filter((entry) => entry.class !== 'safe');
    const rules = shownRules(entries.map(({ rule }) => rule));
    const known = fingerprints(entries, options);
    const results = entries.map((entry, at) => result(entry, { ...options, rules, fingerprint: known[at] ?? '' }));
    const run = {
      tool: { driver: { name: 'Lockstep', version: report.lockstep, rules: rules.map(descriptor) } },
      columnKind: 'utf16CodeUnits',
      originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
      invocations: [invocation(report)],
      results,
    };
    return JSON.stringify(
      { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] },
      null,
      2,
    );
  },
};

function descriptor({ name, title, why, versions, safe, class: usual }: ShownRule) {
  const text = [why, versions === '' ? '' : `PostgreSQL versions: ${versions}`].filter(Boolean).join('\n\n');
  const markdown = safe === '' ? text : `${text}\n\nSafe:\n\n\`\`\`sql\n${safe}\n\`\`\``;
  return {
    id: name,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: safe === '' ? text : `${text}\n\nSafe:\n\n${safe}`, markdown },
    defaultConfiguration: { level: levels[usual] },
    properties: { tags: ['database', 'migrations', 'postgresql'] },
  };
}

interface ResultOptions extends LintFormatOptions {
  rules: ShownRule[];
  fingerprint: string;
}

function result(entry: LintEntry, { rules, fingerprint, lineOf, fromRoot }: ResultOptions) {
  const { file, line, rule, message, allowed, sql = [] } = entry;
  const text = lineOf(file, line);
  const safe = sql.length === 0 ? '' : `\n\nSafe:\n${sql.join('\n')}`;
  const region = { startLine: line, ...(text === null ? {} : { snippet: { text } }) };
  const artifactLocation = {
    uri: fromRoot(file)
      .split('/')
      .map((part) => encodeURIComponent(part.toWellFormed()))
      .join('/'),
    uriBaseId: '%SRCROOT%',
  };
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ name }) => name === rule),
    level: levels[entry.class],
    message: { text: `${message}${safe}` },
    locations: [{ physicalLocation: { artifactLocation, region } }],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    ...(allowed === undefined ? {} : { suppressions: [{ kind: 'inSource', justification: allowed }] }),
  };
}

function invocation({ unlinted }: LintReport) {
  if (unlinted === null) return { executionSuccessful: true };
  const notification = { level: 'error', message: { text: unlinted } };
  return { executionSuccessful: false, toolExecutionNotifications: [notification] };
}
