import type { Delivery, Report } from '../model/report.ts';
import type { PublishPolicy } from '../model/settings.ts';

/** One way to tell a report. */
export interface Channel {
  name: Delivery['channel'];
  /**
   * Tells it, and says what became of it; null where that is nobody's business. What it throws counts as failed; it never
   * touches the verdict.
   */
  tell(report: Report, policy: PublishPolicy): Promise<Omit<Delivery, 'channel'> | null>;
}
