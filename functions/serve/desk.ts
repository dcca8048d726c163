import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Desk } from '../../shared/answer/desk.ts';
import { keyringFrom } from '../../shared/answer/keyring.ts';
import type { AuthSettings, Settings } from '../../shared/model/settings.ts';
import type { Archive } from '../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { s3Archive } from '../../shared/publish/archive/s3.ts';
import { channelsFrom } from '../../shared/publish/channels.ts';
import { loadSettings } from '../../shared/request/settings.ts';
import { forgetting } from './forget.ts';
import { hasKeys } from './keys.ts';
import { stderrLog } from './log.ts';

interface Flags {
  archive: string | undefined;
  config: string | undefined;
}

/** Lends the desk of a server, made of flags, configuration and environment. A temporary archive is gone afterwards. */
export async function withDesk<Result>(flags: Flags, use: (desk: Desk) => Promise<Result>): Promise<Result> {
  const settings = withKeysOfEnvironment(await loadSettings({ folder: process.cwd(), file: flags.config }));
  const bucket = settings.publish.archive;
  if (flags.archive === undefined && bucket !== undefined) return use(deskOf(settings, s3Archive(bucket)));
  const temporary = flags.archive === undefined;
  const folder =
    flags.archive === undefined ? await mkdtemp(join(tmpdir(), 'lockstep-serve-')) : resolve(flags.archive);
  const endForgetting = forgetting(folder, { temporary });
  try {
    return await use(deskOf(settings, folderArchive(folder), { temporary }));
  } finally {
    endForgetting();
    if (temporary) await rm(folder, { recursive: true, force: true });
  }
}

function deskOf(settings: Settings, archive: Archive, { temporary = false } = {}): Desk {
  const { publish } = settings;
  const environment = process.env;
  const log = stderrLog;
  return {
    settings,
    environment,
    log,
    archive,
    keyring: keyringFrom({ settings, environment, log }),
    channels: channelsFrom({ publish, archive, temporary, metrics: false }),
  };
}

const variables = { bearer: 'LOCKSTEP_BEARER_TOKEN', webhook: 'LOCKSTEP_WEBHOOK_SECRET' } as const;

/** The two variables beside what the configuration says; where there is nothing at all, says how to make a key. */
function withKeysOfEnvironment(settings: Settings): Settings {
  const of = (kind: keyof typeof variables) =>
    process.env[variables[kind]] ? [...settings.auth[kind], `\${${variables[kind]}}`] : settings.auth[kind];
  const auth: AuthSettings = { ...settings.auth, bearer: of('bearer'), webhook: of('webhook') };
  if (!hasKeys(auth)) process.stderr.write(`${howToMakeKeys}\n`);
  return { ...settings, auth };
}

const howToMakeKeys = `no keys are set up, so every call will be refused; make one, and start again:
  export ${variables.bearer}="$(openssl rand -base64 24)"
  export ${variables.webhook}="whsec_$(openssl rand -base64 24)"`;
