import type { AuthSettings } from '../../shared/model/settings.ts';

/** Whether anybody could prove anything: without keys every call is refused. */
export function hasKeys({ bearer, webhook, secret, fixSecret }: AuthSettings): boolean {
  return bearer.length + webhook.length > 0 || secret !== undefined || fixSecret !== undefined;
}
