import { info, warning } from '@actions/core';
import { manifestText } from '../../shared/guards/migrations/manifest/text.ts';
import type { Operation, Result } from '../../shared/model/report.ts';
import { visible } from '../../shared/report/printable.ts';
import type { AskInput } from '../../shared/request/ask.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { expectationFrom } from '../expectation.ts';
import { withHouse } from '../house.ts';
import { resultOf } from '../operate.ts';
import type { Inputs } from './inputs.ts';
import { isNothingHere } from './repository.ts';
import { asked, type Service } from './service.ts';
import { deployOf } from './workflow.ts';

const usualSeconds = 300;

/**
 * Carries out check, fix or verify: on the database itself, or by way of a deployed Lockstep.
 * @throws LockstepError where no report comes of it
 */
export async function operated(operation: Operation, inputs: Inputs): Promise<Result> {
  const { guards, 'lambda-url': url, secret } = inputs;
  const isAboutMigrations = guards === undefined || guards.includes('migrations');
  if (isAboutMigrations && inputs.manifest === undefined && isNothingHere()) {
    warning('the workspace is empty, so nothing says which migrations are to be there; run actions/checkout before');
  }
  if (url !== undefined) return there(operation, inputs, { url, secret });
  const { target, config, timeout, manifest } = inputs;
  const flags = { target, url: inputs.url, guard: guards, config, timeout, manifest, repository: folderOf(inputs) };
  return resultOf(operation, flags, askOf(inputs));
}

async function there(operation: Operation, inputs: Inputs, service: Service): Promise<Result> {
  const { target, guards, timeout } = inputs;
  const manifest = await manifestFor(operation, inputs);
  const ask = { ...askOf(inputs), targets: target, guards, manifest };
  return withHouse(({ signal }) => {
    const tell = (why: string) => info(visible(`${why}; trying again`));
    return asked(operation, ask, { service, waiting: { signal, mostMs: (timeout ?? usualSeconds) * 1000, tell } });
  });
}

/** What the service is to expect, with the SQL of the newest migrations; nothing where it is not asked about them. */
async function manifestFor(operation: Operation, inputs: Inputs): Promise<unknown> {
  const { guards, config, manifest } = inputs;
  if (operation === 'fix' || !(guards ?? ['migrations']).includes('migrations')) return undefined;
  const settings = await loadSettings({ folder: process.cwd(), file: config });
  const flags = { manifest, repository: folderOf(inputs) };
  const expectation = await expectationFrom(flags, settings, { allSql: false });
  if (expectation !== null) return JSON.parse(manifestText(expectation.manifest));
  info('no migrations were found here, so the deployed Lockstep is sent none');
  return undefined;
}

/** The folder is the working directory already; who named it expects migrations there. */
function folderOf({ repository }: Inputs): string | undefined {
  return repository === undefined ? undefined : '.';
}

function askOf(inputs: Inputs): AskInput {
  const { 'compare-with': compareWith, all, 'dry-run': dryRun, peek } = inputs;
  const deploy = deployOf();
  return {
    ...(compareWith === undefined ? {} : { compareWith }),
    ...(all ? { all } : {}),
    ...(dryRun ? { dryRun } : {}),
    ...(peek ? { peek } : {}),
    ...(Object.keys(deploy).length === 0 ? {} : { deploy }),
  };
}
