import type { PublishSettings } from '../model/settings.ts';
import type { Archive } from './archive/archive.ts';
import { pagesIn, withPages } from './archive/page-archive.ts';
import { reportArchive } from './archive/report-archive.ts';
import type { Channel } from './channel.ts';
import { metricsChannel } from './metrics.ts';
import { topicChannel } from './topic.ts';

interface Means {
  publish: PublishSettings;
  /** null where nothing keeps reports */
  archive: Archive | null;
  /** the archive is gone when we are: it remembers the last reports for the topic, and nobody is told where it is */
  temporary?: boolean;
  /** CloudWatch reads them from the output of a Lambda function; elsewhere they are noise */
  metrics: boolean;
}

/**
 * Where reports go, in the order in which they are told: the topic asks the archive for the last report before that is
 * overwritten, the archived report says what became of the message, and the metrics count which of both failed.
 */
export function channelsFrom({ publish, archive, temporary = false, metrics }: Means): Channel[] {
  const { topic, chat } = publish;
  const pages = archive === null || temporary ? null : pagesIn(archive);
  const keeping = archive === null ? [] : [reportArchive(archive, { temporary })];
  return [
    ...(topic === undefined ? [] : [topicChannel({ topic, archive, pages, temporary, chat })]),
    ...keeping.map((channel) => (pages === null ? channel : withPages(channel, pages))),
    ...(metrics ? [metricsChannel()] : []),
  ];
}
