import { guardOf } from './order.ts';
import { type Words, words, wordsFor } from './words.ts';
import { wrap } from './wrap.ts';

/** One code, explained for the terminal. For a code that does not exist: the list of those that do. */
export function explain(code: string, width = 80): string {
  const entry = wordsFor(code);
  if (!entry) return [`There is no code ${JSON.stringify(code)}. There are:`, ...words.map(listed)].join('\n');
  const sections = [
    entry.code,
    reflowed(entry.title, width),
    'WHY IT MATTERS',
    reflowed(entry.why, width),
    'HOW IT COMES ABOUT',
    reflowed(entry.how, width),
    'WHAT TO DO',
    reflowed(entry.fix, width),
  ];
  return sections.join('\n\n');
}

/** The whole of docs/findings.md. */
export function findingsPage(): string {
  const groups = Map.groupBy(words, (entry) => guardOf(entry.code));
  const sections = [...groups].flatMap(([guard, entries]) => [`## ${guard}`, ...entries.map(section)]);
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

function listed(entry: Words): string {
  return `  ${entry.code}`;
}

function section({ code, title, why, how, fix }: Words): string {
  return [`### ${code}`, `**${title}**`, why, `*How it comes about.* ${how}`, `*What to do.* ${fenced(fix)}`].join(
    '\n\n',
  );
}

/** Paragraphs wrapped, lines to paste left as they are. */
function reflowed(text: string, width: number): string {
  return text
    .split('\n\n')
    .map((paragraph) => (paragraph.startsWith('    ') ? paragraph : wrap(paragraph, width).join('\n')))
    .join('\n\n');
}

function fenced(text: string): string {
  return text
    .split('\n\n')
    .map((paragraph) => (paragraph.startsWith('    ') ? fence(paragraph.replace(/^ {4}/gm, '')) : paragraph))
    .join('\n\n');
}

function fence(lines: string): string {
  const language = [
    { name: 'json', matches: /^"/ },
    { name: 'sh', matches: /^(lockstep|psql|pg_isready|nslookup|git|npx|alembic|python|bin\/rails|supabase) / },
    { name: 'text', matches: /^postgres:/ },
  ].find(({ matches }) => matches.test(lines));
  return `\`\`\`${language?.name ?? 'sql'}\n${lines}\n\`\`\``;
}

const introduction = `# Findings

<!-- Made by "npm run docs" from shared/report/words. Change the words there. -->

Everything that Lockstep can report, by its code. \`lockstep explain <code>\` shows the same in a terminal.

A finding has a severity: \`block\` (do not deploy), \`warn\` (a person should look) or \`info\`. A report has a verdict,
the worst of what was found:

| verdict | meaning | exit code |
| --- | --- | --- |
| \`pass\` | nothing is wrong | 0 |
| \`warn\` | nothing that stops a deploy, but a person should look | 0, with \`--strict\` 1 |
| \`unknown\` | Lockstep could not tell, which never counts as healthy | 3 |
| \`block\` | do not deploy | 1 |

Where several apply, the worst wins: block, then unknown, then warn, then pass. Wrong usage or a wrong configuration
ends with exit code 2 before any database is touched.

Names in the examples (\`public.orders\`, the role \`lockstep\`) stand for yours.`;
