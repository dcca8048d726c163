import type { Verdict } from '../../../model/finding.ts';

/** Signs that show in colour on GitHub. */
export const marks: Record<Verdict | 'info', string> = { info: 'ℹ️', block: '❌', unknown: '❓', warn: '⚠️', pass: '✅' };
