import type { LintOutcome } from '../shared/guards/migrations/linting/index.ts';
import { lint, nowhere } from '../shared/guards/migrations/linting/lint.ts';
import { loadParser } from '../shared/guards/migrations/linting/parse.ts';
import { phaseOf } from '../shared/guards/migrations/linting/phase.ts';
import { reported } from '../shared/guards/migrations/linting/reported.ts';
import { unknownRules } from '../shared/guards/migrations/linting/settled.ts';
import { statementsOf } from '../shared/guards/migrations/linting/statements.ts';
import { unlintedOf, unreadOf } from '../shared/guards/migrations/linting/unlinted.ts';
import { UsageError } from '../shared/model/errors.ts';
import type { LintReport } from '../shared/model/lint-report.ts';
import type { Migration } from '../shared/model/manifest.ts';
import type { Settings } from '../shared/model/settings.ts';
import { lintReportOn } from '../shared/report/lint-report.ts';
import { loadSettings, withOverrides } from '../shared/request/settings.ts';
import { type LintFlags, type Submission, submissionFrom } from './lint-files.ts';
import { type Places, placesFor } from './lint-places.ts';

export interface Judgement extends Pick<LintReport, 'target' | 'lint' | 'unlinted'> {
  phases: LintOutcome['phases'];
  submission: Submission;
  /** how many statements each has, where that is known already */
  statements?: Map<Migration, number>;
}

/**
 * Lints what the flags name: files, or the migrations that are found, or what is pending in a database.
 * @throws UsageError for files, rules and flags that make no sense; ConnectionError and others where a database is asked
 */
export async function lintRun(flags: LintFlags): Promise<{ report: LintReport; places: Places }> {
  const began = Date.now();
  const settings = await settingsFor(flags);
  const submission = await submissionFrom(flags, settings.migrations);
  await loadParser();
  const asked = flags.target !== undefined || flags.url !== undefined;
  const judgement = asked
    ? await judgedThere(submission, flags, settings)
    : still(submission, settings, flags.pgVersion);
  const { target, lint, unlinted, phases, statements: counted } = judgement;
  const migrations = judgement.submission.submitted.map(({ migration, project, named }) => {
    const phase = phases.get(migration.id);
    const statements = counted?.get(migration) ?? statementsOf(migration, project).statements.length;
    const told = { id: migration.id, file: migration.file ?? migration.id, tool: named ? project.tool : null };
    return { ...told, statements, ...(phase === undefined ? {} : { phase }) };
  });
  const report = lintReportOn({ target, durationMs: Date.now() - began, migrations, lint, unlinted });
  return { report, places: placesFor(submission) };
}

async function settingsFor({ config, timeout }: LintFlags): Promise<Settings> {
  const loaded = await loadSettings({ folder: process.cwd(), file: config });
  const settings = withOverrides(loaded, timeout === undefined ? {} : { timeout });
  const [unknown] = unknownRules(settings.migrations);
  if (unknown !== undefined) throw new UsageError('usage/configuration', unknown, 'correct the name, or take it out');
  return settings;
}

/** Without a database: the classes are those of the rules. */
function still(submission: Submission, { migrations: settings }: Settings, pgVersion: number | undefined): Judgement {
  const surroundings = nowhere(pgVersion);
  const linted = lint(submission.submitted, settings, surroundings);
  const phases: LintOutcome['phases'] = new Map();
  for (const each of linted) {
    const phase = phaseOf(each);
    if (phase !== undefined) phases.set(each.migration.id, phase);
  }
  const unlinted = [unlintedOf(linted.map(({ migration }) => migration)), unreadOf(linted), ...submission.problems];
  return {
    target: null,
    lint: linted.flatMap((each) => reported(each, settings, { surroundings })),
    unlinted: unlinted.filter((each) => each !== null).join('; ') || null,
    phases,
    submission,
    statements: new Map(linted.map(({ migration, reading }) => [migration, reading.statements.length])),
  };
}

/** What asks a database is loaded only where one is asked. */
async function judgedThere(submission: Submission, flags: LintFlags, settings: Settings): Promise<Judgement> {
  const { live } = await import('./lint-live.ts');
  return live(submission, flags, settings);
}
