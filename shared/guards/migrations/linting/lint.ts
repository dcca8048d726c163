import type { Migration } from '../../../model/manifest.ts';
import type { LintEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import { lintRules } from '../lint/index.ts';
import { effectsOfStatement } from '../manifest/effects-of.ts';
import { entryOf, faultEntry } from './entry.ts';
import { lockTimeout } from './lock-timeout.ts';
import { newcomers } from './newcomers.ts';
import type { Hit, LintRule } from './rule.ts';
import { rulesOn, settled } from './settled.ts';
import type { Context, Name, TableFacts } from './statement.ts';
import { type PlacedStatement, type Reading, type Sender, statementsOf } from './statements.ts';

/** A migration to be linted, and what its tool wraps around it. */
export interface Submitted {
  migration: Migration;
  project: Sender;
}

/** What is known of the database that the migrations will run on. */
export interface Surroundings {
  /** major version of the server */
  version: number;
  live: boolean;
  table(relation: Name): TableFacts | null;
  /** lock_timeout is set for the role or the database */
  lockTimeout: boolean;
  constrainedDomain?: (type: Name) => boolean;
}

/** Without a database: the oldest PostgreSQL that is supported, unless the person says. */
export function nowhere(version = 14): Surroundings {
  return { version, live: false, table: () => null, lockTimeout: false };
}

/** A hit with its rule and statement, so that it can be weighed. */
export interface Judged {
  statement: PlacedStatement;
  rule: LintRule;
  hit: Hit;
  entry: LintEntry;
}

/** One linted migration. `entries`: what no rule says, such as SQL that cannot be parsed. */
export interface Linted {
  migration: Migration;
  reading: Reading;
  judged: Judged[];
  entries: LintEntry[];
}

/** Runs every rule over the statements of the migrations in their order. The parser has to be loaded. */
export function lint(
  submitted: Submitted[],
  settings: Pick<MigrationSettings, 'lint'>,
  surroundings: Surroundings = nowhere(),
): Linted[] {
  const rules = rulesOn(lintRules, settings);
  const judge = judging(rules, surroundings);
  return submitted.map(({ migration, project }) => {
    const reading = statementsOf(migration, project);
    judge.begin(project);
    const judged = reading.statements.flatMap((statement, at) => {
      try {
        return judge.next(statement, () => reading.statements.slice(at + 1));
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        reading.faults.push({ ...tooDeep, line: statement.line, column: 1 });
        return [];
      }
    });
    const entries = faultEntries(migration, reading);
    return { migration, reading, judged, entries: entries.flatMap((entry) => settled(entry, settings) ?? []) };
  });
}

/** What could not be read, and what a migration does besides its SQL, where it is code that nobody runs here. */
function faultEntries(migration: Migration, { statements, faults }: Reading): LintEntry[] {
  const file = migration.file ?? migration.id;
  const told = faults.map((fault) => faultEntry(migration.id, file, fault));
  const explained = told.length > 0 || statements.some(({ node }) => effectsOfStatement(node).opaque);
  if (!migration.opaque || explained || migration.sql === undefined) return told;
  const message = 'parts of this migration could not be read as SQL';
  return [faultEntry(migration.id, file, { kind: 'not-understood', message, line: 1, column: 1 })];
}

const tooDeep = { kind: 'not-understood', message: 'the SQL is nested too deeply' } as const;

interface Judging {
  begin(project: Sender): void;
  next(statement: PlacedStatement, after: () => PlacedStatement[]): Judged[];
}

/** Judges statement after statement, and remembers between them what the rules may ask. */
function judging(rules: LintRule[], surroundings: Surroundings): Judging {
  // Without a database nobody can tell, and IF NOT EXISTS says that it may be there.
  const exists = (relation: Name) => !surroundings.live || surroundings.table(relation) !== null;
  let project: Sender | undefined;
  let made = newcomers(exists);
  let timeout = lockTimeout(surroundings.lockTimeout);
  let before: PlacedStatement[] = [];
  const rulesFor = rulesByKind(rules);
  return {
    begin(next) {
      const isSameTransaction = surroundings.live && next.transaction === 'all' && next === project;
      project = next;
      // With a database at hand, what an earlier pending migration makes is as new as what this one makes. Without one
      // this is the whole history: what its other migrations made has been in use since.
      if (!surroundings.live) made = newcomers(exists);
      if (isSameTransaction) return;
      timeout = lockTimeout(surroundings.lockTimeout);
      before = [];
    },
    next(statement, after) {
      if (before.at(-1)?.transaction !== statement.transaction || !statement.inTransaction) before = [];
      const { lockTimeout: _before, ...rest } = surroundings;
      const known = {
        ...rest,
        isNew: made.has,
        lockTimeout: timeout.isSet(),
        alwaysCascades: project?.tool === 'django',
      };
      const context: Context = {
        ...known,
        before,
        // Made only when a rule asks: a dump has ten thousand statements.
        get after() {
          return after();
        },
      };
      const judged = rulesFor(statement).flatMap((rule) => judgedBy(rule, statement, context));
      made.pass(statement);
      timeout.pass(statement);
      before.push(statement);
      return judged;
    },
  };
}

/** The rules to be asked about a statement: hardly any is about all of them. */
function rulesByKind(rules: LintRule[]): (statement: PlacedStatement) => LintRule[] {
  const known = new Map<string, LintRule[]>();
  return ({ node }) => {
    const kind = Object.keys(node)[0] ?? '';
    const found = known.get(kind) ?? rules.filter(({ kinds }) => kinds === undefined || kinds.includes(kind));
    known.set(kind, found);
    return found;
  };
}

function judgedBy(rule: LintRule, statement: PlacedStatement, context: Context): Judged[] {
  return rule.judge(statement, context).map((hit) => ({ statement, rule, hit, entry: entryOf(statement, rule, hit) }));
}
