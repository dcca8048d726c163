import { ulid } from 'ulid';
import { judge } from '../shared/guards/judge.ts';
import type { Step } from '../shared/guards/schema/difference.ts';
import { schema } from '../shared/guards/schema/index.ts';
import { type Judged, judged } from '../shared/guards/schema/judged.ts';
import { keptFacts, type Origin } from '../shared/guards/schema/kept-facts.ts';
import type { SchemaFacts } from '../shared/guards/schema/schema-facts.ts';
import { readSnapshot } from '../shared/guards/schema/snapshot/read.ts';
import { scriptOf } from '../shared/guards/schema/statements/script.ts';
import { LockstepError } from '../shared/model/errors.ts';
import { type Finding, verdictOf } from '../shared/model/finding.ts';
import type { House } from '../shared/model/house.ts';
import type { Report, TargetEntry } from '../shared/model/report.ts';
import type { Request } from '../shared/model/request.ts';
import { version } from '../shared/model/version.ts';
import { reportOn } from '../shared/report/report.ts';
import { inTime, run } from '../shared/run.ts';
import type { Side } from './sides.ts';

/** Two schemas: `from` is what should be, `to` is judged. `request`: all that the sides do not say. */
export interface Comparing {
  from: Side;
  to: Side;
  request: Omit<Request, 'target' | 'reference'>;
}

/** The report on `to` beside `from`. Where `to` is a file, no session is opened for it. */
export async function compareSides(comparing: Comparing, house: House): Promise<Report> {
  const { from, to, request } = comparing;
  if ('target' in to) return run({ ...request, target: to.target, reference: from }, house);
  const startedAt = new Date();
  const facts = await factsOf(comparing, house);
  const durationMs = Date.now() - startedAt.getTime();
  const outcome = {
    guard: schema.name,
    examined: schema.examined(facts),
    entries: schema.entries(facts, request.settings),
    findings: judge(schema, facts, request.settings),
    durationMs,
    reached: true,
  };
  const id = ulid(startedAt.getTime());
  const told = { target: entryOf(to), outcomes: [outcome], changes: [], roundTrips: 0, dryRun: false };
  return reportOn({ request, ...told, startedAt, durationMs, id, version });
}

/** The script that makes `to` like `from`, and what was found: of the differences, and of what could not be told. */
export interface Script {
  text: string;
  findings: Finding[];
}

/** @throws LockstepError where a side cannot be read */
export async function scriptFor(comparing: Comparing, house: House): Promise<Script> {
  const { from, to, request } = comparing;
  const facts = await factsOf(comparing, house);
  const steps = judged(facts, request.settings).filter(({ ignored }) => ignored === null);
  const findings = judge(schema, facts, request.settings);
  const untold = findings.filter((finding) => verdictOf(finding) === 'unknown').map(({ message }) => message);
  return { text: scriptOf(steps.map(stepOf), { from: from.name, to: to.name, untold }), findings };
}

/** A grant to a role that the server does not have would end the script. */
function stepOf({ step, noRole }: Judged): Step {
  return noRole === null
    ? step
    : { ...step, certain: false, decide: `create the role ${noRole} first, or leave it out` };
}

async function factsOf({ from, to, request }: Comparing, house: House): Promise<SchemaFacts> {
  if ('target' in to) {
    const asked = { ...request, target: to.target, reference: from };
    return inTime(asked, house, (session) => schema.facts(session, asked));
  }
  return keptFacts(await originOf(from, request, house), to, request.settings);
}

/** What should be, from wherever it comes. That a database does not answer is something that could not be told. */
async function originOf(from: Side, request: Comparing['request'], house: House): Promise<Origin> {
  if ('snapshot' in from) return { source: 'file', name: from.name, from: from.snapshot };
  const { schemas, tables, kinds } = request.settings.schema;
  const origin = { source: 'target', name: from.name } as const;
  try {
    const asked = { ...request, target: from.target, reference: null };
    const read = await inTime(asked, house, (session) =>
      readSnapshot(session.consistently(), { schemas, tables, kinds }),
    );
    return { ...origin, from: read };
  } catch (error) {
    if (!(error instanceof LockstepError)) throw error;
    return { ...origin, from: { failure: error.message } };
  }
}

/** A file is no database that answers. */
function entryOf({ name }: Side): TargetEntry {
  const unknown = { environment: null, server: null, database: null, host: null, fingerprint: null };
  return { name, ...unknown, connectMs: null, attempts: 0 };
}
