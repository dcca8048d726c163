import type { Finding } from '../../model/finding.ts';

/** The same rules hold: that a constraint or an index is said to be valid is the server's own proof. */
export async function verifyData(): Promise<Finding[]> {
  return [];
}
