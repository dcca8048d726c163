import { expectationsOf, expectationsText } from '../../shared/guards/schema/expectations/write.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { withSession } from '../../shared/session/session.ts';
import { command } from '../command.ts';
import { withHouse } from '../house.ts';
import { commonOptions, compareOptions } from '../options.ts';
import { print } from '../output.ts';

const text = { type: 'string', requiresArg: true } as const;

/** What AWS Lambda takes of all environment variables of a function; a deploy that has more is refused by `infra/function.ts`. */
const lambdaBytes = 4096;

export const expect = command({
  usage: 'expect',
  describe: 'Write what a healthy database has, to be pasted under "expect" of the configuration',
  options: {
    from: { ...text, describe: 'a target, or the URL of a database (the only target, or DATABASE_URL)' },
    schema: compareOptions.schema,
    table: compareOptions.table,
    columns: { type: 'boolean', describe: 'every column with its type, too' },
    rows: {
      ...text,
      array: true,
      describe: 'schema.table.column of a small table whose values have to be there; repeatable',
    },
    config: commonOptions.config,
  },
  examples: [
    ['expect --from production > expect.json', 'keys, extensions and settings'],
    ['expect --from production --rows public.system_config.key', 'and the rows of the configuration'],
    ['expect --from production --table public.orders --table "billing.*"', 'of these tables alone'],
  ],
  async run({ from, columns, rows, config, ...limits }) {
    const settings = await loadSettings({ folder: process.cwd(), file: config });
    const where = from === undefined ? {} : from.includes('://') ? { url: from } : { targets: [from] };
    const request = requestFrom('check', { ...where, guards: ['schema'] }, { settings, environment: process.env });
    const { schemas, tables } = settings.schema;
    const scope = { schemas: limits.schema ?? schemas, tables: limits.table ?? tables, kinds: [] };
    const options = { columns: columns ?? false, rows: rows ?? [], scope };
    const expected = await withHouse((house) =>
      withSession(request, house, (session) => expectationsOf(session, options)),
    );
    await print(expectationsText(expected));
    const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(expected)));
    if (bytes > lambdaBytes) process.stderr.write(`${tooLong(bytes)}\n`);
    return 0;
  },
});

function tooLong(bytes: number): string {
  return `${bytes} bytes are more than a Lambda takes (${lambdaBytes} for all settings): for cdk.json, --schema and --table make it less`;
}
