import { setTimeout } from 'node:timers/promises';
import { type ExecaError, execa, type Result } from 'execa';
import { type Group, groupOf } from './group.ts';
import { hiding } from './hidden.ts';
import { linesOf } from './lines.ts';

/**
 * What came of a command. `output`: its last lines, stdout and stderr as they came, without credentials; `reason`: what came
 * of it in a sentence without its subject ("ended with exit code 1"). `interrupted` and `out-of-time` whatever its exit code.
 */
export interface Applied {
  outcome: 'succeeded' | 'failed' | 'interrupted' | 'out-of-time' | 'not-started';
  exitCode: number | null;
  signal: string | null;
  durationMs: number;
  output: string[];
  reason: string;
}

/** `environment`: all of it, ours is not added. `seconds`: how long it may take. `tell` hears of each line of its output. */
export interface ApplyOptions {
  environment: Record<string, string | undefined>;
  signal: AbortSignal;
  /** aborted when nobody can wait for `grace.termMs` */
  hurry?: AbortSignal | undefined;
  seconds: number;
  folder: string;
  tell(line: string): void;
  /** from SIGINT to SIGTERM, and from there to SIGKILL */
  grace?: { termMs: number; killMs: number };
}

const mostKept = 40;
/**
 * A tool that is asked to stop ends the statement that it runs, and gives its lock back. Who asked may send SIGKILL after ten
 * seconds: by then the database was looked at, and the report is written.
 */
const usualGrace = { termMs: 4000, killMs: 2000 };
/** How long what it started may run on after it, before it is ended. */
const lingerMs = 10_000;

/**
 * Runs a command to its end, without a shell and without input: one that asks a question hears the end of it instead of
 * hanging. It leads a process group of its own, so that a Ctrl-C of the terminal does not reach it; an abort sends it SIGINT
 * once, SIGTERM after 4 s or when it has to hurry, SIGKILL after 2 more. Never throws: what went wrong is in what it returns.
 */
export async function applied(command: string[], options: ApplyOptions): Promise<Applied> {
  const began = performance.now();
  const output: string[] = [];
  const tell = (line: string) => {
    output.push(line);
    if (output.length > mostKept) output.shift();
    options.tell(line);
  };
  const what = options.signal.aborted ? stoppedBefore : await ran(command, { ...options, tell });
  return { ...what, durationMs: Math.round(performance.now() - began), output };
}

type Ran = Pick<Applied, 'outcome' | 'exitCode' | 'signal' | 'reason'>;

const stoppedBefore: Ran = {
  outcome: 'interrupted',
  exitCode: null,
  signal: null,
  reason: 'was not started: the deploy was stopped before',
};

async function ran([program = '', ...words]: string[], options: ApplyOptions): Promise<Ran> {
  const { environment, folder, tell } = options;
  const child = execa(program, words, {
    cwd: folder,
    env: definedOf(environment),
    extendEnv: false,
    // As in a script of package.json: the project's own prisma.
    preferLocal: true,
    localDir: folder,
    stdin: 'ignore',
    buffer: false,
    detached: true,
    reject: false,
  });
  if (child.pid === undefined) return notStarted(program, await child);
  const group = groupOf(child.pid);
  const heard = [child.stdout, child.stderr].map((stream) =>
    hear(stream, linesOf({ tell, safe: hiding(environment) })),
  );
  const stopping = stopped(group, options);
  child.nodeChildProcess.once('exit', () => stopping.linger());
  const result = await child;
  for (const lines of heard) lines.end();
  stopping.over();
  await clearUp(group, tell);
  return cameOf(result, stopping.why());
}

/** What it started and left behind would go on changing the database while verify looks. */
async function clearUp(group: Group, tell: ApplyOptions['tell']): Promise<void> {
  // What ends with the command may do so a moment later.
  if (await outlives(group, 200)) {
    tell('lockstep: what the command left running is ended');
    group.send('SIGTERM');
    await outlives(group, usualGrace.killMs);
    group.send('SIGKILL');
  }
  group.dismiss();
}

async function outlives(group: Group, milliseconds: number): Promise<boolean> {
  const end = performance.now() + milliseconds;
  while (group.runs()) {
    if (performance.now() >= end) return true;
    await setTimeout(20);
  }
  return false;
}

function hear(stream: NodeJS.ReadableStream, lines: ReturnType<typeof linesOf>) {
  stream.on('data', lines.push);
  return lines;
}

/** Stops the group on an abort and when its time is over, more and more firmly. */
function stopped(group: Group, { signal, hurry, seconds, tell, grace = usualGrace }: ApplyOptions) {
  let why: 'interrupted' | 'out-of-time' | null = null;
  const timers: NodeJS.Timeout[] = [];
  const later = (ms: number, action: () => void) => timers.push(globalThis.setTimeout(action, ms));
  const end = () => {
    group.send('SIGTERM');
    later(grace.killMs, () => group.send('SIGKILL'));
  };
  const stop = (reason: typeof why) => {
    if (why !== null) return;
    why = reason;
    group.send('SIGINT');
    later(grace.termMs, end);
  };
  const abort = () => stop('interrupted');
  signal.addEventListener('abort', abort, { once: true });
  hurry?.addEventListener('abort', end, { once: true });
  later(seconds * 1000, () => stop('out-of-time'));
  return {
    why: () => why,
    /** The command itself has ended; what it started may still write. */
    linger() {
      later(1000, () => tell('lockstep: the command has ended, but something that it started still runs'));
      later(lingerMs, end);
    },
    over() {
      signal.removeEventListener('abort', abort);
      hurry?.removeEventListener('abort', end);
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function cameOf({ exitCode = null, signal = null }: Ended, why: ReturnType<Stopping['why']>): Ran {
  const ended = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  if (why === 'interrupted') return { outcome: why, exitCode, signal, reason: `was stopped, and ${ended}` };
  if (why === 'out-of-time') {
    const reason = `took longer than it may (deploy.seconds), was stopped, and ${ended}`;
    return { outcome: why, exitCode, signal, reason };
  }
  const outcome = exitCode === 0 ? 'succeeded' : 'failed';
  return { outcome, exitCode, signal, reason: ended };
}

type Stopping = ReturnType<typeof stopped>;
interface Ended {
  exitCode?: number | undefined | null;
  signal?: string | undefined | null;
}

function notStarted(program: string, { code, originalMessage }: Result | ExecaError): Ran {
  const reason = `could not be started: ${whyNot(program, code ?? '') ?? originalMessage ?? 'no reason was given'}`;
  return { outcome: 'not-started', exitCode: null, signal: null, reason };
}

function whyNot(program: string, code: string): string | null {
  if (program === '') return 'there is no command behind --';
  if (code === 'ENOENT') return `there is no program ${JSON.stringify(program)} here; ${toInstall(program)}`;
  if (code === 'EACCES')
    return `${JSON.stringify(program)} may not be run; make it executable: chmod +x, and see who owns it`;
  return null;
}

const pythonPrograms = /^(alembic|flask|django-admin|python3?|uv|poetry)$/;
const rubyPrograms = /^(rails|rake|bundle)$/;
const nodePrograms = /^(npx|npm|node|pnpm|yarn|prisma|drizzle-kit|knex|typeorm|sequelize(-cli)?|mikro-orm|kysely)$/;

function toInstall(program: string): string {
  if (pythonPrograms.test(program))
    return 'install the requirements of the project, and activate its virtual environment';
  if (rubyPrograms.test(program)) return 'run "bundle install", and name it as "bundle exec ..."';
  if (nodePrograms.test(program)) return 'run "npm ci" in the folder of the project first';
  return 'install it, or give its whole path';
}

function definedOf(environment: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
