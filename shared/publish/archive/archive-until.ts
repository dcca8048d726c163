import { inTime } from '../in-time.ts';
import type { Archive } from './archive.ts';

/** An archive for as long as there is time: an Error ends what is not through by `deadline` (of `Date.now()`). */
export function archiveUntil(deadline: number, archive: Archive): Archive {
  const soon = <Result>(work: () => Promise<Result>) => inTime(work, deadline - Date.now());
  return {
    addressOf: (key) => archive.addressOf(key),
    read: (key) => soon(() => archive.read(key)),
    write: (key, text) => soon(() => archive.write(key, text)),
    claim: (key, text) => soon(() => archive.claim(key, text)),
  };
}
