import type { Report } from '../../model/report.ts';
import { html } from '../../report/formats/html.ts';
import type { Channel } from '../channel.ts';
import { inTime } from '../in-time.ts';
import type { Archive } from './archive.ts';
import { reportKey } from './keys.ts';

/** A report as a page: where it is kept, and a link that opens it for a time without further ado; null where there is none. */
export interface KeptPage {
  address: string;
  link: string | null;
}

/** Keeps reports as pages beside their JSON. */
export interface Pages {
  /**
   * Keeps the page of a report, once however often it is asked: the message links to it, and comes before the report is kept.
   * @throws Error where it cannot be written or kept, in words without the link
   */
  keep(report: Report): Promise<KeptPage>;
}

/**
 * How long a link holds at most. It ends sooner with the credentials that signed it: those of a Lambda's role last 12 hours
 * from when they were given to its execution environment, which may have been a while ago.
 * https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration, https://github.com/boto/boto3/issues/2392
 */
export const linkHours = 12;

/** The pages of an archive. A message waits for its page, but no more than `within` milliseconds: it has more to tell. */
export function pagesIn(archive: Archive, { within = 2_000 } = {}): Pages {
  let last: { id: string; page: Promise<KeptPage> } | undefined;
  return {
    keep(report) {
      if (last?.id !== report.id) last = { id: report.id, page: inTime(() => kept(archive, report), within) };
      return last.page;
    },
  };
}

async function kept(archive: Archive, report: Report): Promise<KeptPage> {
  const key = reportKey(report).replace(/json$/, 'html');
  await archive.write(key, await html.render(report, { color: false, all: true, width: 100 }));
  const link = await archive.linkTo?.(key, linkHours * 3600).catch(() => null);
  return { address: archive.addressOf(key), link: link ?? null };
}

/** The channel that keeps reports, which then keeps the page as well. That it could not is said, and no failure. */
export function withPages(channel: Channel, pages: Pages): Channel {
  return {
    name: channel.name,
    async tell(report, policy) {
      const delivery = await channel.tell(report, policy);
      const failure = await pages.keep(report).then(() => null, whyNot);
      if (failure === null || delivery === null) return delivery;
      return { ...delivery, detail: [delivery.detail, `without its page: ${failure}`].filter(Boolean).join(', ') };
    },
  };
}

function whyNot(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
