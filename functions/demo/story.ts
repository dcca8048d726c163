import type { House } from '../../shared/model/house.ts';
import type { Operation, Report } from '../../shared/model/report.ts';
import type { Colors } from '../../shared/report/formats/tty/style.ts';
import { tty } from '../../shared/report/formats/tty.ts';
import { requestFrom } from '../../shared/request/request.ts';
import { settingsFrom } from '../../shared/request/settings.ts';
import { run } from '../../shared/run.ts';
import { insert, type Outcome } from './shop.ts';

/** What the story is told with. */
interface Stage {
  url: string;
  house: House;
  paint: Colors;
  width: number;
  say(text: string): Promise<void>;
}

interface Scene {
  title: string;
  /** plays it, and returns whether it went as told */
  play(stage: Stage): Promise<boolean>;
}

const order = 'INSERT INTO orders (customer_id, cents) VALUES (7, 1990) RETURNING id';

const scenes: Scene[] = [
  {
    title: "The shop's rows were restored with their ids. May the deploy go ahead?",
    play: async (stage) => (await operate('check', stage)).verdict === 'block',
  },
  {
    title: 'It may not. What the next customer would have met:',
    play: async (stage) => 'code' in (await placeOrder(stage)),
  },
  {
    title: 'Moved forward past the rows, while the application goes on:',
    play: async (stage) => {
      const report = await operate('fix', stage);
      return report.ok && report.changes.length > 0;
    },
  },
  {
    title: 'Proven, not assumed: one real value is taken from each sequence.',
    play: async (stage) => (await operate('verify', stage)).ok,
  },
  { title: 'The same order again:', play: async (stage) => 'id' in (await placeOrder(stage)) },
];

/** Tells the whole story; true where every scene went as told. */
export async function tell(stage: Stage): Promise<boolean> {
  for (const [index, { title, play }] of scenes.entries()) {
    await stage.say(`\n${stage.paint.bold(stage.paint.inverse(` ${index + 1} `))} ${stage.paint.bold(title)}\n`);
    if (await play(stage)) continue;
    if (!stage.house.signal.aborted) await stage.say('That is not how the story goes: please report this.');
    return false;
  }
  return true;
}

async function operate(operation: Operation, { url, house, paint, width, say }: Stage): Promise<Report> {
  await say(`${paint.dim('$')} ${paint.cyan(`lockstep ${operation}`)}\n`);
  const settings = settingsFrom({});
  const report = await run(requestFrom(operation, { url }, { settings, environment: {} }), house);
  await say(tty.render(report, { color: paint.isColorSupported, all: false, width }));
  return report;
}

async function placeOrder({ url, paint, say }: Stage): Promise<Outcome> {
  await say(`${paint.dim('shop=>')} ${paint.cyan(order)}\n`);
  const outcome = await insert(url, order);
  if ('id' in outcome) {
    await say(`${paint.green('INSERT 0 1')}  id ${outcome.id}`);
  } else {
    await say(`${paint.red(`ERROR ${outcome.code}: ${outcome.message}`)}\n${paint.red(outcome.detail)}`);
  }
  return outcome;
}
