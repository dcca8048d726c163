import { once } from 'node:events';
import colors from 'picocolors';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import { command } from '../command.ts';
import { insert, openEmptyShop, openShop } from '../demo/shop.ts';
import { tell } from '../demo/story.ts';
import { type TerminalHouse, withHouse } from '../house.ts';
import { print } from '../output.ts';
import { columnsOf, wantsColor } from '../terminal.ts';

/** How this was started, and so how to start it again. */
const program = process.argv[1]?.endsWith('.ts') ? 'npm run -s lockstep --' : 'lockstep';

export const demo = command({
  usage: 'demo',
  describe: 'Watch it at work on a PostgreSQL of its own',
  options: {
    keep: { type: 'boolean', describe: 'leave the database running afterwards, to try things, until Ctrl-C' },
    empty: { type: 'boolean', describe: 'no shop and no story: an empty database until Ctrl-C, to deploy to' },
    'no-color': { type: 'boolean', describe: 'no colours [env: NO_COLOR]' },
  },
  examples: [
    ['demo', 'a few seconds; changes nothing outside of a temporary folder'],
    ['demo --keep', 'and then try it yourself'],
    ['demo --empty', 'a database for a first deploy'],
  ],
  run: ({ keep, empty, noColor }) =>
    withHouse(async (house) => {
      house.progress.step('starting a PostgreSQL of our own');
      const postgres = await startPostgres();
      try {
        if (empty) return await openEmpty(postgres.url, house);
        const url = await openShop(postgres.url);
        house.progress.clear();
        const paint = colors.createColors(!noColor && wantsColor(process.stdout));
        const width = Math.min(columnsOf(process.stdout), 110);
        const asTold = await tell({ url, house, paint, width, say: print });
        if (asTold) await print(`\n${paint.dim(farewell)}`);
        if (keep) await keepOpen(url, house);
        return asTold ? 0 : 1;
      } finally {
        house.progress.clear();
        await postgres.stop();
      }
    }),
});

const farewell = `That was a real PostgreSQL in a temporary folder. Yours next, read only:
  DATABASE_URL=postgres://... ${program} check`;

async function openEmpty(url: string, house: TerminalHouse): Promise<number> {
  const own = await openEmptyShop(url);
  house.progress.clear();
  await print(`An empty database, until Ctrl-C. In another terminal:\n\n  export DATABASE_URL=${own}\n`);
  await untilStopped(house);
  return 0;
}

async function keepOpen(url: string, house: TerminalHouse): Promise<void> {
  await insert(url, "INSERT INTO drafts VALUES (-30, 'restored') RETURNING id");
  const lines = [
    'The shop stays open until Ctrl-C, and one more row has just come in with an id of its own. In another terminal:',
    '',
    `  export DATABASE_URL=${url}`,
    `  ${program} check --all`,
    `  ${program} fix --dry-run`,
    `  ${program} fix`,
    `  ${program} verify --insert`,
  ];
  await print(`\n${lines.join('\n')}\n`);
  await untilStopped(house);
}

async function untilStopped({ signal }: TerminalHouse): Promise<void> {
  // The server does not keep the process from ending; this does.
  const awake = setInterval(() => {}, 60_000);
  if (!signal.aborted) await once(signal, 'abort');
  clearInterval(awake);
}
