import { toolNamed } from '../guards/migrations/tools/index.ts';
import { commandsOf } from '../guards/migrations/tools/tool.ts';
import type { Project } from '../model/manifest.ts';
import type { Target } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import { shellWord } from '../model/shell.ts';
import { stampOf } from '../restore/names.ts';
import { addressFrom } from '../session/address.ts';
import { identifier } from '../session/sql.ts';
import { flagsTo } from './line.ts';
import { isProduction } from './names.ts';
import { type Rebuild, type ResetStep, recreateSteps, swapSteps } from './reset-steps.ts';

/** What is known of a target and its repository without connecting to anything. `url`: its password is never shown. */
export interface ResetFacts {
  target: Pick<Target, 'name' | 'url' | 'secret' | 'environment' | 'fingerprint'>;
  /** the variable that holds its URL, where the configuration names one */
  variable: string | null;
  settings: Settings;
  projects: Project[];
  /** `npx prisma db seed`, where the repository has one */
  seed: string | null;
  now: Date;
  /** flags that name files, as they were given */
  files: { config?: string | undefined; repository?: string | undefined };
}

/**
 * The whole procedure of rebuilding a database by its migrations, in order, with real names and commands. Nothing of it is
 * run here. Production gets a new database beside the old one, and the two are swapped: until then nothing is lost.
 */
export function resetProcedure(facts: ResetFacts): { rebuild: Rebuild; steps: ResetStep[] } {
  const rebuild = rebuildOf(facts);
  return { rebuild, steps: rebuild.isProduction ? swapSteps(rebuild) : recreateSteps(rebuild) };
}

function rebuildOf({ target, variable, settings, projects, seed, now, files }: ResetFacts): Rebuild {
  const place = placeOf(target.url);
  const database = place?.database ?? '<database>';
  const fresh = `${database}_rebuilt`;
  return {
    target: target.name,
    to: flagsOf(target.name, files),
    database,
    fresh,
    former: `${database}_before_${stampOf(now)}`,
    where:
      place === null ? `the server of its ${target.secret === null ? 'URL' : 'secret'}` : `${place.host}:${place.port}`,
    provider: providerOf(place?.host ?? ''),
    isProduction: place === null || isProduction({ ...target, driver: null, publish: 'problems' }, place),
    isPinned: target.fingerprint !== null,
    urls: urlLines({ target, variable, place, fresh }),
    tools: projects.map(toolOf),
    variables: settings.deploy.variables,
    after: settings.deploy.after,
    seed,
  };
}

function flagsOf(target: string, { config, repository }: ResetFacts['files']): Rebuild['to'] {
  const configured = config === undefined ? [] : ['--config', config];
  const here = repository === undefined ? [] : ['--repository', repository];
  const flags = (files: string[]) => flagsTo(target, { variable: 'OLD', files });
  return { verify: flags([...configured, ...here]), backup: flags(configured) };
}

interface KnownPlace {
  host: string;
  port: number;
  database: string | undefined;
  user: string | undefined;
}

function placeOf(url: string | null): KnownPlace | null {
  if (url === null) return null;
  const { host, port, database, user } = addressFrom(url);
  return { host: host.replace(/^([^.]+)-pooler\./, '$1.'), port, database: database ?? user, user };
}

function providerOf(host: string): Rebuild['provider'] {
  if (/\.neon\.(tech|build)$/.test(host)) return 'neon';
  return /\.rds\.amazonaws\.com(\.cn)?$/.test(host) ? 'rds' : 'plain';
}

/** Node takes the URL apart in the shell, so that its password is on no screen and in no list of processes. */
const functions = [
  'other() { node -e \'const u = new URL(process.env.OLD); u.password = ""; if (process.argv[1]) u.pathname = "/" + encodeURIComponent(process.argv[1]); console.log(u.href)\' "$1"; }',
  'full() { node -e \'const u = new URL(process.argv[1]); u.password = encodeURIComponent(process.env.PGPASSWORD); console.log(u.href)\' "$1"; }',
  'export PGPASSWORD="$(node -e \'console.log(decodeURIComponent(new URL(process.env.OLD).password) || process.env.PGPASSWORD || "")\')"',
];

interface UrlFacts extends Pick<ResetFacts, 'target' | 'variable'> {
  place: KnownPlace | null;
  fresh: string;
}

function urlLines({ target, variable, place, fresh }: UrlFacts): string[] {
  const admin = place?.database === 'postgres' ? 'template1' : 'postgres';
  return [
    ...oldUrl({ target, variable, place }),
    ...functions,
    `export NEW="$(other ${shellWord(fresh)})" ADMIN="$(other ${admin})" OLD="$(other)"`,
  ];
}

function oldUrl({ target, variable, place }: Omit<UrlFacts, 'fresh'>): string[] {
  // Dumps and locks need a session of their own, which Neon's pooler does not give.
  if (variable !== null && target.url?.includes('-pooler.')) {
    return [`export OLD="$(echo "$${variable}" | sed 's/-pooler\\././')"`];
  }
  if (variable !== null) return [`export OLD="$${variable}"`];
  if (place === null) {
    const secret = `aws secretsmanager get-secret-value --secret-id ${shellWord(target.secret ?? '')}`;
    return [
      `${secret} --query SecretString --output text`,
      'export OLD=postgres://<user>:<password>@<host>:5432/<database> # what it says',
    ];
  }
  const user = place.user === undefined ? '' : `${encodeURIComponent(place.user)}@`;
  const database = encodeURIComponent(place.database ?? '');
  return [
    `export OLD=${shellWord(`postgres://${user}${place.host}:${place.port}/${database}`)} # its password: ~/.pgpass or PGPASSWORD`,
  ];
}

/** A history is made by the migrations, and is no data to be loaded. */
function toolOf(project: Project): Rebuild['tools'][number] {
  const tool = toolNamed(project.tool);
  const table = project.table ?? tool.tables[0]?.name ?? '';
  return {
    title: tool.title,
    apply: commandsOf(tool, project).apply,
    history: historyPattern(table, tool.tables[0]?.schema),
    directory: project.directory || '.',
    count: project.migrations.length,
  };
}

/** As pg_dump's --exclude-table takes it: in any schema where none is known. https://www.postgresql.org/docs/current/app-pgdump.html */
function historyPattern(table: string, schema = '*'): string {
  const [first = '', ...rest] = table.split('.');
  return rest.length === 0
    ? `${schema === '*' ? '*' : identifier(schema)}.${identifier(first)}`
    : identifier(first, rest.join('.'));
}
