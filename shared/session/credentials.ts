import type { Target } from '../model/request.ts';

/** The URL of a target, its credentials in it. */
export async function urlOf({ url }: Target): Promise<string> {
  return url ?? '';
}
