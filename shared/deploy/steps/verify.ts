import type { Step } from '../course.ts';
import { ranWithMemory } from '../memory.ts';

/** Does it work? All guards, proven. */
export const verify: Step = {
  name: 'verify',
  doing: 'verifying',
  async run(course, house) {
    const { report, keep } = await ranWithMemory(course.request.verify, house);
    course.verified = report;
    course.keep = keep;
    if (report.ok) return { status: 'done', message: report.summary };
    return { status: 'failed', message: report.summary, ends: { outcome: 'failed', findings: [] } };
  },
  plan: async ({ request }) => ({
    status: 'planned',
    message:
      request.verify.proof === 'peek'
        ? 'would prove it by reading alone'
        : 'would prove it; each sequence hands out one value for that',
  }),
};
