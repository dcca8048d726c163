import type { DeployHouse, DeployRequest } from '../../shared/deploy/course.ts';
import { deployRequestFrom } from '../../shared/deploy/requests.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { loadSettings, withOverrides } from '../../shared/request/settings.ts';
import { command, type Flags } from '../command.ts';
import { expectationFrom, extrasFrom } from '../expectation.ts';
import { type TerminalHouse, withHouse } from '../house.ts';
import { conclude } from '../operate.ts';
import { deployOptions } from '../options.ts';
import { deliver, outputsFrom } from '../output.ts';
import { stderrLog } from '../serve/log.ts';
import { agreed, canAsk } from '../terminal.ts';

type DeployFlags = Flags<typeof deployOptions> & { command?: unknown };

export const deploy = command({
  usage: 'deploy [command..]',
  describe: 'Run a migrate command between a check and a verify, with a way back',
  options: deployOptions,
  examples: [
    ['deploy --target production -- npx prisma migrate deploy', 'check, restore point, the command, verify'],
    ['deploy --target production --plan -- alembic upgrade head', 'all of it shown, nothing done'],
  ],
  async run(flags) {
    const outputs = await outputsFrom(flags);
    const settings = await settingsOf(flags);
    const request = await requestOf(flags, settings);
    const { deployed } = await import('../../shared/deploy/deploy.ts');
    const channels = await channelsOf(settings);
    const report = await withHouse((house) => deployed(request, { ...houseOf(house), ...channels }));
    return conclude(report, await deliver(report, outputs), flags);
  },
});

async function settingsOf({ config, timeout, scanMegabytes }: DeployFlags): Promise<Settings> {
  const settings = await loadSettings({ folder: process.cwd(), file: config });
  return withOverrides(settings, {
    ...(timeout === undefined ? {} : { timeout }),
    ...(scanMegabytes === undefined ? {} : { scanMegabytes }),
  });
}

async function requestOf(flags: DeployFlags, settings: Settings): Promise<DeployRequest> {
  const { target: targets, url, guard: guards, command: words } = flags;
  const { peek, plan, yes, strict, repository, all } = flags;
  const ask = {
    command: Array.isArray(words) ? words.map(String) : [],
    ...{ targets, url, guards, all, peek, plan, yes, strict, repository },
    withoutRestorePoint: flags.noRestorePoint,
    cancelBlockersAfterSeconds: flags.cancelBlockersAfter,
    files: (['config', 'manifest', 'repository'] as const).flatMap((name) =>
      flags[name] === undefined ? [] : [`--${name}`, flags[name]],
    ),
  };
  const expectation = await expectationFrom(flags, settings);
  const after = await extrasFrom(flags, settings.deploy.after);
  return deployRequestFrom(ask, {
    settings,
    environment: process.env,
    folder: process.cwd(),
    expectation,
    after,
  });
}

/** Where the report goes besides, as the configuration says. */
async function channelsOf({ publish }: Settings): Promise<Pick<DeployHouse, 'archive' | 'channels'>> {
  if (publish.archive === undefined && publish.topic === undefined) return { archive: null, channels: [] };
  const { s3Archive } = await import('../../shared/publish/archive/s3.ts');
  const { channelsFrom } = await import('../../shared/publish/channels.ts');
  const archive = publish.archive === undefined ? null : s3Archive(publish.archive);
  return { archive, channels: channelsFrom({ publish, archive, metrics: false }) };
}

/** Progress and the command's output go to stderr: stdout is the report's. */
function houseOf({ signal, hurry, progress }: TerminalHouse): Omit<DeployHouse, 'archive' | 'channels'> {
  const ask = (question: string) => {
    progress.clear();
    return agreed(question);
  };
  return {
    signal,
    hurry,
    progress,
    tell(line) {
      progress.clear();
      process.stderr.write(`${line}\n`);
    },
    ask: canAsk() ? ask : null,
    log: stderrLog,
  };
}
