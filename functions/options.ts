import type { Options } from 'yargs';
import { objectKindSchema } from '../shared/model/snapshot.ts';
import { formats } from '../shared/report/formats/index.ts';
import { guardNames } from '../shared/request/ask.ts';

const text = { type: 'string', requiresArg: true } as const;
const list = { type: 'string', array: true, requiresArg: true } as const;
const flag = { type: 'boolean' } as const;
const number = { type: 'number', requiresArg: true } as const;

const database = 'Database:';
const output = 'Output:';

/** What check, fix and verify have in common. */
export const commonOptions = {
  target: {
    ...list,
    alias: 't',
    group: database,
    describe: 'a target of the configuration; check, verify: repeatable',
  },
  url: { ...text, group: database, describe: 'URL of the database [env: DATABASE_URL, which the process list hides]' },
  config: { ...text, group: database, describe: 'configuration file (lockstep.config.json or .ts of this folder)' },
  guard: { ...list, choices: guardNames, group: database, describe: 'cover only this; repeatable (everything)' },
  manifest: { ...text, group: database, describe: 'what the repository expects: a file that "lockstep manifest" made' },
  repository: { ...text, group: database, describe: 'folder to look for migrations in (this one)' },
  timeout: { ...number, group: database, describe: 'seconds after which the run stops and reports what it has' },
  'scan-megabytes': { ...number, group: database, describe: 'how much of a table without an index may be read' },
  format: {
    ...text,
    alias: 'f',
    choices: formats.map(({ name }) => name),
    default: 'tty',
    group: output,
    describe: 'of stdout',
  },
  output: {
    ...list,
    alias: 'o',
    group: output,
    describe: 'also write to this file: .json, .md, .html, .txt; repeatable',
  },
  all: {
    ...flag,
    group: output,
    describe: 'tell everything that was examined, and read whole tables for it',
  },
  strict: { ...flag, group: output, describe: 'exit with 1 for a warning, too' },
  'no-color': { ...flag, group: output, describe: 'no colours [env: NO_COLOR]' },
} satisfies Record<string, Options>;

/** Options of check and verify. */
export const besideOptions = {
  'compare-with': { ...text, group: database, describe: 'a target that schema and row counts are to be like' },
} satisfies Record<string, Options>;

/** Options of `compare` alone. */
export const compareOptions = {
  from: { ...text, group: database, describe: "what it should be: a target, a file, a URL (the target's compareWith)" },
  to: { ...text, group: database, describe: 'what is judged: a target, a file, a URL (the only target, DATABASE_URL)' },
  schema: { ...list, group: database, describe: 'only this schema, * for any letters; repeatable' },
  table: { ...list, group: database, describe: 'only this table, schema.table, * for any letters; repeatable' },
  kind: { ...list, choices: objectKindSchema.options, group: database, describe: 'only this kind; repeatable' },
  sql: {
    ...flag,
    group: output,
    conflicts: 'output',
    describe: 'print the script that makes it equal, and nothing else',
  },
} satisfies Record<string, Options>;

/** Options of `fix` alone. */
export const fixOptions = {
  'dry-run': { ...flag, group: 'Fix:', describe: 'say what would run, change nothing' },
  margin: { ...text, group: 'Fix:', describe: 'values to leave free beyond the rows' },
  only: {
    ...list,
    group: 'Fix:',
    describe: 'only this sequence, constraint or index, schema.table.name or a part of it; repeatable',
  },
  'past-outliers': { ...flag, group: 'Fix:', describe: 'move sequences past lone far values, too' },
  sql: {
    ...flag,
    group: 'Fix:',
    conflicts: ['output', 'dry-run'],
    describe: 'print a script for psql and run nothing',
  },
  yes: { ...flag, alias: 'y', group: 'Fix:', describe: 'do not ask before production is changed' },
} satisfies Record<string, Options>;

/** Options of `verify` alone. */
export const verifyOptions = {
  peek: { ...flag, group: 'Verify:', describe: 'prove by reading alone; uses up no value' },
  insert: { ...flag, group: 'Verify:', describe: 'prove by a row that is rolled back' },
} satisfies Record<string, Options>;

/** Options of `deploy`: those of check and verify that make sense there, and its own. */
export const deployOptions = {
  plan: { ...flag, group: 'Deploy:', describe: 'show all of it, do nothing' },
  yes: { ...flag, alias: 'y', group: 'Deploy:', describe: 'production, from a machine that is no CI' },
  'no-restore-point': { ...flag, group: 'Deploy:', describe: 'deploy without a way back' },
  'cancel-blockers-after': {
    ...number,
    group: 'Deploy:',
    describe: 'cancel what holds up the command for so many seconds (never)',
  },
  peek: { ...flag, group: 'Deploy:', describe: 'verify by reading alone; uses up no value' },
  ...commonOptions,
  target: { ...commonOptions.target, describe: 'a target of the configuration' },
} satisfies Record<string, Options>;
