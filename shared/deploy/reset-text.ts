import { visible } from '../report/printable.ts';
import { wrap } from '../report/wrap.ts';
import type { Rebuild, ResetStep } from './reset-steps.ts';

/** The procedure as a page for a terminal: numbered steps, commands indented by four spaces. */
export function resetText({ rebuild, steps }: { rebuild: Rebuild; steps: ResetStep[] }, width: number): string {
  const numbered = steps.flatMap(({ title, text, commands }, at) => [
    '',
    `${at + 1}. ${visible(title)}`,
    ...wrap(visible(text), width - 3).map((line) => `   ${line}`),
    ...commands.map((line) => `    ${line}`),
  ]);
  return [...wrap(heading(rebuild), width), '', ...wrap(losses(rebuild), width), ...numbered].join('\n');
}

function heading({ database, target, where, tools, isProduction }: Rebuild): string {
  const by = tools.length === 0 ? 'its migrations' : tools.map(({ title }) => title).join(' and ');
  const way = isProduction
    ? 'a new database is made beside it and swapped in, so that it can be swapped back'
    : 'it is dropped and made again, as it is not production';
  return visible(
    `How to rebuild ${database} of target ${target} (${where}) by ${by}: ${way}. Lockstep connected to nothing and ran nothing; every command below is yours to run, one by one, each after the one before it succeeded.`,
  );
}

function losses({ isProduction }: Rebuild): string {
  const rows = isProduction
    ? 'rows that are not loaded, or are written after they were dumped'
    : 'rows that are not loaded';
  return `What is lost: ${rows}; whatever was made by hand and is in no migration (objects, grants, settings of the database: psql "$OLD" -c '\\drds'); statistics, until ANALYZE; replication slots and publications; when each migration was applied before.`;
}
