import { keepRead, keepVerified, withExpectation, withKept } from '../expected.ts';
import type { Report } from '../model/report.ts';
import type { Kept, Request } from '../model/request.ts';
import { runAll } from '../run.ts';
import type { DeployHouse } from './course.ts';

/** A report, and what has to be kept of its run once the report is published. */
export interface Remembered {
  report: Report;
  keep(published: Report): Promise<void>;
}

/** Runs one operation with what the archive knows of the target. */
export async function ranWithMemory(asked: Request, house: DeployHouse): Promise<Remembered> {
  const { archive, log } = house;
  const [{ expectation }, { kept, keeps }] = await Promise.all([
    withExpectation(asked, archive),
    withKept(asked, archive),
  ]);
  const request: Request = { ...asked, expectation, kept, ...(keeps ? { keeps } : {}) };
  let read: Partial<Kept> = {};
  const result = await runAll([request], house, async (report, what) => {
    read = what;
    return report;
  });
  return {
    report: result as Report,
    async keep(published) {
      await keepVerified(published, request, { archive, log });
      await keepRead(published, { read, kept: request.kept }, { archive, log });
    },
  };
}
