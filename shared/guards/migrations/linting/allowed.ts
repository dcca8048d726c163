import type { Migration } from '../../../model/manifest.ts';
import type { LintEntry } from '../../../model/report.ts';
import { nearest } from '../../../request/nearest.ts';
import { lintRules } from '../lint/index.ts';
import { type Allow, allowsInSql } from './allow.ts';
import { foreignRules } from './foreign-rules.ts';
import { ownRules } from './own-rules.ts';

/** Lines of a file that belong together: a statement's, or those that could not be read. */
export interface Lines {
  line: number;
  lastLine: number;
}

/** The allows of a migration: in its SQL, and in its source where that is another language. */
export function allowsOf({ sql = [], allows = [] }: Migration): Allow[] {
  return [...allows, ...sql.flatMap(({ text, line }) => allowsInSql(text, line))];
}

/**
 * The entries of a migration with the reasons that it gives for them; and what is to be said of the comments themselves:
 * those without a reason, those that name no rule, and those that allow nothing that was found.
 */
export function withAllows(entries: LintEntry[], migration: Migration, statements: Lines[]): LintEntry[] {
  const allows = allowsOf(migration);
  if (allows.length === 0) return entries;
  const used = new Set<string>();
  const answered = entries.map((entry) => {
    const allow = allows.find(
      (each) => each.reason !== null && holdsFor(each, entry, statements) && covers(each, entry),
    );
    if (allow === undefined) return entry;
    used.add(`${allow.line} ${entry.rule}`);
    return { ...entry, allowed: allow.reason ?? '' };
  });
  const remarks = allows.filter(({ foreign }) => foreign === undefined).flatMap((allow) => remarksOn(allow, used));
  const file = migration.file ?? migration.id;
  return [
    ...answered,
    ...remarks.map((remark) => ({ migration: migration.id, file, class: 'careful' as const, lock: null, ...remark })),
  ];
}

function covers(allow: Allow, { rule }: LintEntry): boolean {
  if (allow.foreign === undefined) return allow.rules.includes(rule);
  return allow.rules.some((name) => name === '*' || foreignRules(allow.foreign ?? '', name).includes(rule));
}

function holdsFor(allow: Allow, entry: LintEntry, statements: Lines[]): boolean {
  if (allow.whole) return true;
  const around = statements.some(({ line, lastLine }) => line <= allow.line && allow.line <= lastLine);
  if (around) {
    const own = statements.filter(({ line, lastLine }) => line <= allow.line && allow.line <= lastLine);
    return own.some(({ line }) => line === entry.line) || entry.line === allow.line;
  }
  const next = statements.reduce((least, { line }) => (line > allow.line ? Math.min(least, line) : least), Infinity);
  return entry.line === next;
}

type Remark = Pick<LintEntry, 'line' | 'rule' | 'message'>;

function remarksOn(allow: Allow, used: Set<string>): Remark[] {
  const { line, rules, reason, unclear } = allow;
  const form = '-- lockstep: allow <rule> because <reason>';
  if (unclear)
    return [{ line, rule: 'unused-allow', message: `this comment says nothing that is understood; write ${form}` }];
  if (reason === null) {
    const message = `no reason is given for ${rules.join(', ')}, so it is not allowed; write ${form}`;
    return [{ line, rule: 'allow-without-reason', message }];
  }
  const known: string[] = [...lintRules.map(({ name }) => name), ...ownRules.map(({ name }) => name)];
  return rules
    .filter((rule) => !used.has(`${line} ${rule}`))
    .map((rule) => ({
      line,
      rule: 'unused-allow',
      message: known.includes(rule)
        ? `${rule} finds nothing here, so nothing is to be allowed`
        : `there is no rule ${rule}${meant(rule, known)}`,
    }));
}

function meant(rule: string, known: string[]): string {
  const name = nearest(rule, known);
  return name === undefined ? '' : `; did you mean ${name}?`;
}
