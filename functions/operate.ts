import type { Expectation } from '../shared/model/manifest.ts';
import type { Operation, Result } from '../shared/model/report.ts';
import type { Request } from '../shared/model/request.ts';
import type { Settings } from '../shared/model/settings.ts';
import type { AskInput } from '../shared/request/ask.ts';
import { requestFrom, requestsFrom } from '../shared/request/request.ts';
import { loadSettings, withOverrides } from '../shared/request/settings.ts';
import { run, runAll } from '../shared/run.ts';
import type { Flags } from './command.ts';
import { expectationFrom } from './expectation.ts';
import { withHouse } from './house.ts';
import type { commonOptions } from './options.ts';
import { deliver, outputsFrom } from './output.ts';

type CommonFlags = Flags<typeof commonOptions>;
/** What of them says what is run, and not how it is told. */
export type AskFlags = Partial<
  Pick<CommonFlags, 'target' | 'url' | 'guard' | 'config' | 'timeout' | 'scanMegabytes' | 'manifest' | 'repository'>
>;

/** Runs one operation as the flags ask, delivers its report, and returns the exit code. */
export async function operate(operation: Operation, flags: CommonFlags, ask: AskInput): Promise<number> {
  const outputs = await outputsFrom(flags);
  const result = await resultOf(operation, flags, ask);
  return conclude(result, await deliver(result, outputs), flags);
}

/** Runs one operation as the flags ask, on one target or several. */
export async function resultOf(operation: Operation, flags: AskFlags, ask: AskInput): Promise<Result> {
  const { asked, surroundings } = await asking(flags, ask);
  const expectation = await expected(flags, surroundings.settings);
  const requests = requestsFrom(operation, asked, surroundings).map((request) => ({ ...request, expectation }));
  return withHouse((house) =>
    requests[0] && requests.length === 1 ? run(requests[0], house) : runAll(requests, house),
  );
}

/** What the flags, the configuration and the environment ask together, of one target. */
export async function requestOf(operation: Operation, flags: CommonFlags, ask: AskInput): Promise<Request> {
  const { asked, surroundings } = await asking(flags, ask);
  const expectation = await expected(flags, surroundings.settings);
  return { ...requestFrom(operation, asked, surroundings), expectation };
}

/** Not looked for where nobody asks about migrations. */
async function expected(flags: AskFlags, settings: Settings): Promise<Expectation | null> {
  const asked = flags.guard === undefined || flags.guard.includes('migrations');
  return asked ? expectationFrom(flags, settings) : null;
}

async function asking(flags: AskFlags, ask: AskInput) {
  const { target, url, guard, config, timeout, scanMegabytes } = flags;
  const settings = await loadSettings({ folder: process.cwd(), file: config });
  return {
    asked: withoutUndefined({ ...ask, targets: target, url, guards: guard }),
    surroundings: {
      settings: withOverrides(settings, withoutUndefined({ timeout, scanMegabytes })),
      environment: process.env,
    },
  };
}

function withoutUndefined<Some extends object>(some: Some): Some {
  return Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)) as Some;
}

/**
 * The exit code: 0 pass or warn, 1 block (or warn with `--strict`), 3 unknown; 2 where only a file that was asked for
 * could not be written.
 */
export function conclude(
  { verdict }: Pick<Result, 'verdict'>,
  written: boolean,
  { strict }: { strict?: boolean | undefined },
): number {
  const code = { pass: 0, warn: strict ? 1 : 0, block: 1, unknown: 3 }[verdict];
  return code === 0 && !written ? 2 : code;
}
