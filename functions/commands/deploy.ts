import { resolve } from 'node:path';
import { deployRequestFrom } from '../../shared/deploy/requests.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { s3Archive } from '../../shared/publish/archive/s3.ts';
import { channelsFrom } from '../../shared/publish/channels.ts';
import { loadSettings, withOverrides } from '../../shared/request/settings.ts';
import { command } from '../command.ts';
import { expectationFrom, extrasFrom } from '../expectation.ts';
import { withHouse } from '../house.ts';
import { conclude } from '../operate.ts';
import { deployOptions } from '../options.ts';
import { deliver, outputsFrom } from '../output.ts';
import { stderrLog } from '../serve/log.ts';
import { agreed, canAsk } from '../terminal.ts';

export const deploy = command({
  usage: 'deploy [command..]',
  describe: 'Run a migration command between a check and a verify, with a way back',
  options: deployOptions,
  examples: [
    ['deploy --target production -- npx prisma migrate deploy', 'check, restore point, command, verify'],
    ['deploy --target production --plan -- alembic upgrade head', 'all of it shown, nothing done'],
  ],
  async run(flags) {
    const outputs = await outputsFrom(flags);
    const { target: targets, url, guard: guards, timeout, scanMegabytes } = flags;
    const { peek, plan, yes, strict, repository } = flags;
    const folder = process.cwd();
    const given = Object.fromEntries(
      Object.entries({ timeout, scanMegabytes }).filter(([, value]) => value !== undefined),
    );
    const settings = withOverrides(await loadSettings({ folder, file: flags.config }), given);
    const expectation = await expectationFrom(flags, settings);
    const after = await extrasFrom(flags, settings.deploy.after);
    const request = deployRequestFrom(
      {
        command: (flags.command as string[] | undefined) ?? [],
        targets,
        url,
        guards,
        peek,
        plan,
        yes,
        strict,
        repository,
        withoutRestorePoint: flags.noRestorePoint,
        cancelBlockersAfterSeconds: flags.cancelBlockersAfter,
        files: (['config', 'manifest', 'repository'] as const).flatMap((name) =>
          flags[name] === undefined ? [] : [`--${name}`, flags[name]],
        ),
      },
      { settings, environment: process.env, folder: resolve(folder), expectation, after },
    );
    const { deployed } = await import('../../shared/deploy/deploy.ts');
    const report = await withHouse((house) => {
      const tell = (line: string) => {
        house.progress.clear();
        process.stderr.write(`${line}\n`);
      };
      return deployed(request, {
        ...house,
        tell,
        ask: canAsk() ? agreed : null,
        log: stderrLog,
        ...channelsOf(settings),
      });
    });
    return conclude(report, await deliver(report, outputs), flags);
  },
});

/** Where reports of a deploy go, as the configuration says. */
function channelsOf({ publish }: Settings) {
  const archive = publish.archive === undefined ? null : s3Archive(publish.archive);
  return { archive, channels: channelsFrom({ publish, archive, metrics: false }) };
}
