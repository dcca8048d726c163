import type { Goal } from '../goals.ts';
import { goalTable, table } from '../table.ts';
import { runtime } from './cold.ts';
import type { LambdaFigures } from './lambda.ts';
import type { Warm } from './warm.ts';

const heading = '## On AWS Lambda';

/** The page with the section on Lambda in it, in place of the one that it may have. */
export function withLambda(page: string, section: string): string {
  const [before = '', after = ''] = page.split(/(?=## What is measured\n)/);
  return `${before.split(heading)[0]}${section}\n\n${after}`;
}

export function lambdaSection(figures: LambdaFigures, measuredOn: string): string {
  const { starts, checks, size } = figures;
  const floor = floorOf(figures);
  return [
    heading,
    `Written by \`npm run bench -- --lambda --write\`. Measured on ${measuredOn}.`,
    goalTable(goalsOf(figures)),
    `### Cold start: from the start of the process until the function asks for its first event`,
    table(
      ['', 'time', 'fastest', 'times the floor', 'bundle'],
      starts.map(({ name, milliseconds, fastest, kilobytes }) => [
        name,
        `${milliseconds.toFixed(0)} ms`,
        `${fastest.toFixed(0)} ms`,
        (milliseconds / floor).toFixed(2),
        `${kilobytes.toFixed(0)} KB`,
      ]),
    ),
    `Medians of twenty starts, in turns. ${runtimes[runtime]} The floor is a bundle made in the same way of nothing but import lines: Neon's driver and \`pg\`, the clients of Secrets Manager and SNS. Lockstep loads drivers and clients with its first event, as the last row does; what it has above that is the reading of its own code and of zod, and the making of its schemas. Lambda itself adds the start of its sandbox and the loading of the bundle, which is the same for all.`,
    `### Check of ${size} sequences, a new connection each time`,
    table(
      [
        'driver',
        'sequences',
        'added to a round trip',
        'warm invocation',
        'of it connecting',
        'round trips in all',
        'of them queries',
        'first invocation',
      ],
      checks.map(rowOf),
    ),
    'Warm: medians of twenty invocations of one process, by way of the handler, from the event to the answer; first: from the start of the process to the first answer. Round trips are counted on the wire (whenever the client speaks after the server did), with one for the opening of the connection, and one more for that of the WebSocket. Servers are on this machine and take no TLS, which adds one round trip over a WebSocket and two over `pg`.',
  ].join('\n\n');
}

const runtimes = {
  aws: "The runtime is AWS's own for Node.js (aws-lambda-ric 4.0.2).",
  own: 'The runtime is that of our tests, which does as that of AWS does.',
};

function rowOf({ driver, state, addedMs, milliseconds, connectMs, roundTrips, asked, firstMs }: Warm): string[] {
  return [
    driver === 'neon' ? "Neon's, over WebSocket" : 'pg',
    state,
    `${addedMs} ms`,
    `${milliseconds.toFixed(0)} ms`,
    `${connectMs.toFixed(0)} ms`,
    roundTrips.toFixed(0),
    asked.toFixed(0),
    `${firstMs.toFixed(0)} ms`,
  ];
}

function goalsOf(figures: LambdaFigures): Goal[] {
  const floor = floorOf(figures);
  const byState = Map.groupBy(figures.checks, ({ state }) => state);
  const ours = figures.starts.filter(({ name }) => ['check', 'fix', 'verify'].includes(name));
  const ratios = ours.map(({ name, milliseconds }) => ({ name, ratio: milliseconds / floor }));
  return [
    {
      text: 'a cold start takes at most 1.3 times the floor that loads drivers and clients at once',
      met: ratios.every(({ ratio }) => ratio <= 1.3),
      measured: ratios.map(({ name, ratio }) => `${name} ${ratio.toFixed(2)}`).join(', '),
    },
    ...[...byState].map(([state, checks]) => tripGoal(figures.size, state, checks)),
    {
      text: 'a bundle has at most 700 KB',
      met: ours.every(({ kilobytes }) => kilobytes <= 700),
      measured: ours.map(({ name, kilobytes }) => `${name} ${kilobytes.toFixed(0)} KB`).join(', '),
    },
  ];
}

function tripGoal(size: number, state: string, checks: Warm[]): Goal {
  return {
    text: `a check of ${size} sequences takes at most 8 round trips, connecting included (${state})`,
    met: checks.every(({ roundTrips }) => roundTrips <= 8),
    measured: checks
      .slice(-2)
      .map(({ driver, roundTrips }) => `${driver} ${roundTrips.toFixed(0)}`)
      .join(', '),
  };
}

function floorOf({ starts }: LambdaFigures): number {
  return starts.find(({ name }) => name === 'the floor')?.milliseconds ?? Number.NaN;
}
