import { isObject } from './caller.ts';

/** Whether an event is a list of records of this source, by its first. */
export function cameFrom(event: Record<string, unknown>, key: string, source: string): boolean {
  if ('requestContext' in event || !Array.isArray(event.Records)) return false;
  const first: unknown = event.Records[0];
  return isObject(first) && Object.hasOwn(first, key) && first[key] === source;
}
