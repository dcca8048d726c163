import { migrationFacts } from '../shared/guards/migrations/facts.ts';
import type { Entry } from '../shared/guards/migrations/history.ts';
import { lintPending } from '../shared/guards/migrations/linting/index.ts';
import type { Manifest } from '../shared/model/manifest.ts';
import type { Request } from '../shared/model/request.ts';
import type { Settings } from '../shared/model/settings.ts';
import { version } from '../shared/model/version.ts';
import { requestFrom } from '../shared/request/request.ts';
import type { Session } from '../shared/session/session.ts';
import { withSession } from '../shared/session/session.ts';
import { withHouse } from './house.ts';
import type { Judgement } from './lint.ts';
import type { LintFlags, Submission } from './lint-files.ts';

/** By the tables of a database: the files that were named, else what is pending there. */
export async function live(submission: Submission, flags: LintFlags, settings: Settings): Promise<Judgement> {
  const { target, url } = flags;
  const asked = {
    guards: ['migrations' as const],
    ...(target === undefined ? {} : { targets: [target] }),
    ...(url === undefined ? {} : { url }),
  };
  const request = requestFrom('check', asked, { settings, environment: process.env });
  return withHouse((house) =>
    withSession(request, house, async (session) => {
      const pending = flags.files.length > 0 ? submission : await pendingOf(submission, session, request);
      house.progress.step(`weighing ${pending.submitted.length} migrations`);
      const { lint, unlinted, phases } = await lintPending(session, pending.submitted, settings.migrations);
      const { versionText, database } = session.server;
      const told = { name: request.target.name, server: versionText, database, host: session.server.host };
      const reasons = [unlinted, ...pending.problems].filter((each) => each !== null);
      return { target: told, lint, unlinted: reasons.join('; ') || null, phases, submission: pending };
    }),
  );
}

/** Of what was found here, that which is still to be applied there. Its SQL is kept back, so that it is linted once. */
async function pendingOf(submission: Submission, session: Session, request: Request): Promise<Submission> {
  const projects = submission.projects.map((project) => ({
    ...project,
    migrations: project.migrations.map(({ sql: _sql, ...migration }) => migration),
  }));
  const manifest: Manifest = { manifest: 1, lockstep: version, git: null, projects };
  const { standings, unread } = await migrationFacts(session, {
    ...request,
    expectation: { manifest, source: 'repository' },
  });
  const toCome = new Set(
    standings.flatMap(({ project, entries }) =>
      entries.filter(isToCome).map(({ id }) => JSON.stringify([project?.tool, project?.directory, id])),
    ),
  );
  const submitted = submission.submitted.filter(
    ({ migration, project, directory }) =>
      directory === null || toCome.has(JSON.stringify([project.tool, directory, migration.id])),
  );
  const problems = unread.map(({ table, reason }) => `the history in ${table} could not be read (${reason})`);
  return { ...submission, submitted, problems: [...submission.problems, ...problems] };
}

function isToCome({ status }: Entry): boolean {
  return status === 'pending' || status === 'out-of-order';
}
