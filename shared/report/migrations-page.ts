import { tools } from '../guards/migrations/tools/index.ts';
import {
  type Commands,
  commandsOf,
  type Late,
  lateOf,
  type TableShape,
  type Tool,
} from '../guards/migrations/tools/tool.ts';
import type { Project } from '../model/manifest.ts';
import type { ToolWords } from './words/tools/entry.ts';
import { recordings } from './words/tools/histories.ts';
import { toolWords } from './words/tools/index.ts';

/** The whole of docs/migrations.md: how it works, then a section a tool, from its `Tool` and its words. */
export function migrationsPage(): string {
  return `${[introduction, tableOfTools(), ...tools.map(section)].join('\n\n')}\n`;
}

/** All commands of a tool that the page shows, in order; each with what it is for. */
export function commandLines(tool: Tool, words: ToolWords): { purpose: string; lines: string[] }[] {
  const usual = linesOf(commandsOf(tool, sampleProject(words)), words);
  const others = (words.variants ?? []).flatMap(({ variant, title }) => {
    const own = linesOf(commandsOf(tool, sampleProject(words, variant)), words);
    const different = own.filter(({ lines }, at) => lines.join() !== usual[at]?.lines.join());
    return different.map(({ purpose, lines }) => ({ purpose: `${title}: ${purpose}`, lines }));
  });
  const gone = commandsOf(tool).forget?.(words.sample?.id ?? '') ?? [];
  const isShown = usual.some(({ lines }) => lines.join() === gone.join());
  const foreign = gone.length === 0 || isShown ? [] : [{ purpose: 'take out one that no file has', lines: gone }];
  return [...usual, ...foreign, ...others];
}

/** A project that holds the migration that the commands are shown with. */
export function sampleProject({ tool, sample }: ToolWords, variant?: string): Project {
  const { id, parent } = sample ?? {};
  const migrations = id === undefined ? [] : [{ id, ...(parent === undefined ? {} : { parents: [parent] }) }];
  const named = variant === undefined ? {} : { variant };
  return { tool, directory: '', ...named, transaction: 'each', migrations, heads: [], problems: [] };
}

function linesOf(commands: Commands, { sample }: ToolWords): { purpose: string; lines: string[] }[] {
  const { id = '', heads = [] } = sample ?? {};
  const { apply, status, resolve, markApplied, forget, merge, unlock } = commands;
  const all: [string, string[]][] = [
    ['apply what is pending', [apply]],
    ['see what is applied, without writing', status === undefined ? [] : [status]],
    ['after a failure, once what it left is undone or finished by hand', resolve?.(id) ?? []],
    ['record as applied without running it', markApplied?.(id) ?? []],
    ['take out of the history without running anything', forget?.(id) ?? []],
    ['join two heads', merge?.(heads) ?? []],
    ['free a lock that was left behind', unlock === undefined ? [] : [unlock]],
  ];
  return all.filter(([, lines]) => lines.length > 0).map(([purpose, lines]) => ({ purpose, lines }));
}

function wordsOf({ name, title }: Tool): ToolWords {
  const words = toolWords.get(name);
  if (words === undefined) throw new Error(`shared/report/words/tools has nothing on ${title}`);
  return words;
}

function section(tool: Tool): string {
  const words = wordsOf(tool);
  const { found, joined, edited, failed, locks, sql, more, unknown } = words;
  const paragraphs: [string, string][] = [
    ['In a repository', found],
    ['In a database', tool.tables.map(tableLine).join(' ')],
    ['A file and its row', joined],
    ['Edited files', edited],
    ['Failures', failed],
    ['Locks', locks],
    ['A migration older than the newest applied one', lateLine(tool, words)],
    ['What is read as SQL', sql],
    ['What the tool does not say', more],
    ['What cannot be told', unknown],
  ];
  return [
    `## ${tool.title}`,
    ...paragraphs.map(([about, text]) => `**${about}.** ${text}`),
    fence(commandLines(tool, words)),
    recordedLine(tool),
  ].join('\n\n');
}

function tableLine({ name, schema, columns, optional = [], anyName, beside }: TableShape): string {
  const table = `\`${schema === undefined ? '' : `${schema}.`}${name}\``;
  const list = (names: string[]) => names.map((each) => `\`${each}\``).join(', ');
  const besides = optional.length === 0 ? '' : `, and perhaps ${list(optional)}`;
  const peculiar = columns.length >= fewColumns ? anyOtherName : otherNames;
  const other = anyName ? ` ${peculiar}` : ' Another name has to be in the configuration.';
  const neighbour = beside === undefined ? '' : ` ${besideLine(beside)}`;
  return `${table} with ${list(columns)}${besides}.${other}${neighbour}`;
}

/** As `hasNameOf` of `tables.ts` has it. */
const fewColumns = 6;
const anyOtherName = 'The columns tell it under any other name.';
const otherNames =
  'Another name is recognised where it speaks of migrations, versions, revisions, a changelog or a history, or is in the configuration.';

function besideLine(beside: string): string {
  return beside.startsWith('!') ? `\`${beside.slice(1)}\` is not beside it.` : `\`${beside}\` lies beside it.`;
}

const lateTexts: Record<Late, string> = {
  runs: 'It is run, after those that were written later: `migrations/out-of-order` warns.',
  skips: 'It is left out for ever, and the tool reports success: `migrations/will-be-skipped` blocks.',
  refuses: 'The tool refuses to go on: `migrations/out-of-order` blocks.',
};

function lateLine(tool: Tool, words: ToolWords): string {
  const { late: own, variants = [] } = words;
  if (own !== undefined) return own;
  const each = variants.map(({ variant, title }) => ({ title, late: lateOf(tool, sampleProject(words, variant)) }));
  if (typeof tool.late === 'function')
    return each.map(({ title, late }) => `${sentence(title)}: ${lateTexts[late]}`).join(' ');
  return lateTexts[tool.late];
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function fence(commands: { purpose: string; lines: string[] }[]): string {
  const lines = commands.flatMap(({ purpose, lines }) => [`# ${purpose.replaceAll('`', '')}`, ...lines]);
  return `\`\`\`sh\n${lines.join('\n')}\n\`\`\``;
}

function recordedLine({ name }: Tool): string {
  const own = recordings.filter(({ tool }) => tool === name);
  if (own.length === 0) return `*Tests.* ${unrecorded}`;
  const texts = own.map(({ folder, by, scenarios }) => {
    const list = `\`test/histories/${folder}\`: ${scenarios.join(', ')}.`;
    return by === null ? `${unrecorded} ${sentence(list)}` : `Histories written by ${by}, in ${list}`;
  });
  return `*Tests.* ${texts.join(' ')}`;
}

const unrecorded =
  'Tables and files as its documentation and source have them, since the tool itself does not run there.';

function tableOfTools(): string {
  const rows = tools.map((tool) => {
    const { name, title, tables } = tool;
    return `| [${title}](#${anchor(title)}) | \`${name}\` | ${tables.map((table) => `\`${table.name}\``).join(', ')} |`;
  });
  return ['| tool | in settings | its table |', '| --- | --- | --- |', ...rows].join('\n');
}

function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-');
}

const introduction = `# Migrations

<!-- Made by "npm run docs" from shared/guards/migrations/tools and shared/report/words/tools. Change them there. -->

How Lockstep knows whether a database is where the repository thinks it is, and what it knows of each tool.

1. **Manifest.** \`lockstep manifest\` walks the repository, finds the tools below and writes down what each expects: ids,
   order, checksums, heads, and what every migration adds, drops and renames. Files are parsed and never run. Inside of a
   repository \`check\` and \`verify\` make it themselves.
2. **Check, before a deploy.** One catalog query finds the tables of histories by their columns, a second round trip reads
   them, with the objects that should be there. Nothing is written, no lock is taken. What is pending is information; what
   failed, was edited, is missing from the repository, has two heads, will be skipped, or is recorded and not there blocks,
   with the tool's own command as the way out.
3. **Lint.** The SQL of what is pending is judged on this database: see [lint.md](lint.md).
4. **Verify, after it.** The same, and what is still pending blocks. When it passes, the manifest is kept in the archive.
   From then on the nightly check uses it, and notices what was changed behind the deploys' back.
5. **Replay.** \`lockstep manifest --replay\` runs the migrations on an empty PostgreSQL and adds the schema that they make.

**What travels.** With a call goes the manifest alone: no file of the repository, no secret. It holds the SQL of the newest
migrations only (50,000 characters in all, or what comes after \`--since\`), since lint needs no other.

**What is left out.** Folders of tests, fixtures and examples, what git ignores, SQL in folders that are called like another
database (\`clickhouse/migrations\`, \`migrations_sqlite\`), and JavaScript that was compiled from TypeScript. Where that is
wrong, or a tool is not found, the configuration names it: \`"migrations": { "projects": [{ "tool": "alembic", "directory":
"db", "table": "billing.alembic_version" }] }\`. With \`"targets": ["billing"]\` it is expected on these targets alone. A
folder without git that has more than 50,000 files is refused. Files over 5 MB, and files with a merge conflict in them, are \`migrations/not-understood\`,
and the verdict is \`unknown\`: nothing is guessed. A file that was understood, and that its tool will stumble over, warns.

**Known in part.** A migration in a language can hold what no reader can tell. What is certain is read, the rest is said to
be unknown: a missing object that such a migration may have dropped only warns.`;
