import { RefusedError } from '../../model/errors.ts';
import { findingFrom } from '../../model/finding.ts';
import type { Address } from '../../session/address.ts';
import type { Came, Course, Step } from '../course.ts';
import { carrierIn } from '../elsewhere.ts';
import { commandEnvironment, isSamePlace, overruled } from '../environment.ts';
import { shortLine } from '../line.ts';
import { isProduction } from '../names.ts';
import { prismaVariables } from '../prisma-variables.ts';
import { type InnerCommand, seenThrough } from '../seen-through.ts';
import { type WrongCommand, wrongIn } from '../wrong-commands.ts';

/** Is it a command for this database? */
export const command: Step = {
  name: 'command',
  doing: 'reading the command',
  run: async (course, { tell }) => judged(course, tell),
  plan: async (course, { tell }) => judged(course, tell),
};

function judged(course: Course, tell: (line: string) => void): Came {
  const { command, folder, owner } = course.request;
  const url = course.url ?? '';
  const seen = seenThrough(command, folder);
  const refusal = wrongTool(seen) ?? elsewhere(seen, { url, name: owner.name });
  if (refusal !== null && isProduction(owner, course.address as Address)) throw refusal;
  if (refusal !== null) course.remarks.push({ ...findingFrom(refusal, owner.name), severity: 'warn' });
  const variables = variablesOf(course);
  const carrier = carriedAway(seen, { variables, name: owner.name });
  if (carrier !== null) course.remarks.push({ ...findingFrom(carrier, owner.name), severity: 'warn' });
  const others = overruled(course.request.environment, { variables, url });
  for (const name of others) {
    tell(`${name} of this environment is another database than ${owner.name}: the command gets that of ${owner.name}`);
  }
  const told = others.length === 0 ? '' : `; ${others.join(' and ')} of this environment would have led elsewhere`;
  return { status: 'done', message: `${shortLine(command)}, with ${variables.join(', ')} of ${owner.name}${told}` };
}

function wrongTool(seen: InnerCommand[]): RefusedError | null {
  for (const each of seen) {
    const found = wrongIn(each.words);
    if (found !== null) return wrongCommand(found, each);
  }
  return null;
}

function wrongCommand({ title, reason, instead }: WrongCommand, { by }: InnerCommand): RefusedError {
  const where = by === null ? '' : ` (in the script "${by}" of package.json)`;
  return new RefusedError(
    'deploy/command',
    `${title}${where} is no command for production: ${reason}`,
    instead === null ? 'make a migration of what it is to do' : `run instead: ${instead}`,
  );
}

/** A shell puts in what a variable holds before Lockstep can set it. */
function elsewhere(seen: InnerCommand[], { url, name }: { url: string; name: string }): RefusedError | null {
  const urls = seen.flatMap(({ words }) =>
    words.flatMap((word) => word.match(/\bpostgres(ql)?:\/\/[^\s'"`$]+(?![^\s'"`])/g) ?? []),
  );
  if (urls.every((each) => isSamePlace(each, url))) return null;
  return new RefusedError(
    'deploy/command',
    `the command names another database than ${name}`,
    `leave the URL to the environment: sh -c '... "$DATABASE_URL" ...' in single quotes, which Lockstep sets to that of ${name}`,
  );
}

/** What runs in a container, or on another machine, has the environment of that place. */
function carriedAway(seen: InnerCommand[], { variables, name }: { variables: string[]; name: string }) {
  const carrier = seen.map(({ words }) => carrierIn(words, variables)).find((each) => each !== null);
  if (carrier === undefined) return null;
  const { title, passing } = carrier;
  const [variable = ''] = variables;
  return new RefusedError(
    'deploy/command',
    `${title} does not pass ${variables.join(', ')} on: the command gets what is set there, which may be another database than ${name}`,
    passing === null
      ? `see that ${variable} is that of ${name} there, or run the command here`
      : `pass it on: ${passing(variable)}`,
  );
}

/** Those that are configured, and those by which the tool looks besides, where they lead to another place or nowhere. */
function variablesOf({ request, url }: Course): string[] {
  const { environment, check } = request;
  const { variables } = check.settings.deploy;
  // One that leads to the same database may do so past a pooler, as it has to.
  const others = prismaVariables(request).filter((name) => !isSamePlace(environment[name] ?? '', url ?? ''));
  return [...new Set([...variables, ...others])];
}

/** The environment that the command gets. */
export function environmentOf(course: Course) {
  const { request, url, sessionName } = course;
  return commandEnvironment(url ?? '', {
    environment: request.environment,
    variables: variablesOf(course),
    sessionName,
  });
}
