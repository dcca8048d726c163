import { UsageError } from '../shared/model/errors.ts';
import type { Target } from '../shared/model/request.ts';
import type { RestorePoint } from '../shared/model/restore-point.ts';
import type { Settings } from '../shared/model/settings.ts';
import { visible } from '../shared/report/printable.ts';
import { loadSettings } from '../shared/request/settings.ts';
import { ownerOf, targetsFrom } from '../shared/request/target.ts';
import type { Maker } from '../shared/restore/index.ts';
import { type TerminalHouse, withHouse } from './house.ts';
import { commonOptions } from './options.ts';

const { target, url, config } = commonOptions;

/** What `backup` and `restore` have in common. */
export const restorePointOptions = {
  target: { ...target, describe: 'a target of the configuration' },
  url,
  config,
  format: { ...commonOptions.format, choices: ['tty', 'json'] as const, describe: 'of stdout' },
} as const;

interface RestorePointFlags {
  target?: string[] | undefined;
  url?: string | undefined;
  config?: string | undefined;
}

/** Lends what makes restore points of the one target that the flags name. */
export async function withMaker<Result>(
  flags: RestorePointFlags,
  use: (maker: Maker, target: Target) => Promise<Result>,
): Promise<Result> {
  const settings = await loadSettings({ folder: process.cwd(), file: flags.config });
  const chosen = targetOf(flags, settings);
  return withHouse(async (house) => use(await makerOf(chosen, settings, house), chosen));
}

function targetOf({ target: targets, url: given }: RestorePointFlags, settings: Settings): Target {
  const ask = { ...(targets && { targets }), ...(given !== undefined && { url: given }) };
  const [chosen, ...others] = targetsFrom('check', ask, { settings, environment: process.env });
  if (chosen === undefined || others.length > 0) {
    throw new UsageError('usage/arguments', `${others.length + 1} targets are named`, 'name one at a time');
  }
  return ownerOf(chosen, settings);
}

async function makerOf(chosen: Target, { targets, limits }: Settings, house: TerminalHouse): Promise<Maker> {
  const { makerFor } = await import('../shared/restore/index.ts');
  const restore = Object.hasOwn(targets, chosen.name) ? targets[chosen.name]?.restore : undefined;
  return makerFor(chosen, { restore, environment: process.env, limits, house });
}

/** One restore point for people: where it is, how to go back to it, and what that loses. */
export function pointInWords({ target: name, place, at, expiresAt, back, loses }: RestorePoint): string {
  const removed = expiresAt === null ? '' : `, removed by itself at ${expiresAt}`;
  return [
    visible(`restore point of ${name}: ${place}`),
    `  it holds what was there at ${at}${removed}`,
    '  to go back to it, in this order:',
    ...back.map((command) => `    ${visible(command)}`),
    visible(`  that loses ${loses}`),
  ].join('\n');
}

export function asJson(value: object): string {
  return JSON.stringify(value, null, 2);
}
