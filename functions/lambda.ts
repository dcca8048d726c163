import type { Desk } from '../shared/answer/desk.ts';
import { keyringFrom } from '../shared/answer/keyring.ts';
import { handle, type LambdaContext, shown } from '../shared/handle.ts';
import { UsageError } from '../shared/model/errors.ts';
import type { Operation } from '../shared/model/report.ts';
import type { Settings } from '../shared/model/settings.ts';
import { s3Archive } from '../shared/publish/archive/s3.ts';
import { channelsFrom } from '../shared/publish/channels.ts';
import { serviceLog } from '../shared/publish/log.ts';
import { settingsFrom } from '../shared/request/settings.ts';
import type { Environment } from '../shared/request/target.ts';

/** The handler of one Lambda. What it needs is made from the environment at its first invocation, and kept. */
export function lambdaHandler(operation: Operation) {
  let kept: Desk | undefined;
  return async (event: unknown, context: LambdaContext): Promise<unknown> => {
    kept ??= deskFrom(process.env);
    const log = serviceLog({ correlationId: context.awsRequestId });
    return handle(event, context, { operation, desk: { ...kept, log } });
  };
}

function deskFrom(environment: Environment): Desk {
  try {
    const settings = settingsIn(environment);
    const log = serviceLog();
    const { publish } = settings;
    const archive = publish.archive === undefined ? null : s3Archive(publish.archive);
    if (archive === null) log.info('no archive: deliveries are not remembered, and nobody can be answered later', {});
    return {
      settings,
      environment,
      log,
      archive,
      keyring: keyringFrom({ settings, environment, log }),
      channels: channelsFrom({ publish, archive, metrics: true }),
    };
  } catch (error) {
    throw shown(error);
  }
}

function settingsIn({ LOCKSTEP_SETTINGS: text }: Environment): Settings {
  const source = 'LOCKSTEP_SETTINGS';
  const refuse = (reason: string) =>
    new UsageError('usage/configuration', `${source} ${reason}`, 'put the configuration there, as JSON');
  if (!text) throw refuse('is not set');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's message may quote a URL.
    throw refuse('is not JSON');
  }
  return settingsFrom(content, source);
}
