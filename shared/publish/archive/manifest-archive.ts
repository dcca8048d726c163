import { type Expectation, type Manifest, manifestSchema } from '../../model/manifest.ts';
import type { Archive } from './archive.ts';
import { manifestKey } from './keys.ts';

/** Keeps what a target was verified against. From then on a call without a manifest is judged by it. */
export function keepManifest(archive: Archive, target: string, { manifest, at }: { manifest: Manifest; at: string }) {
  return archive.write(manifestKey(target), JSON.stringify({ at, manifest }));
}

/** What the archive holds under a manifest's name is none, or that of another version of Lockstep. */
export class NoManifestError extends Error {
  override readonly name: string = 'NoManifestError';
}

/**
 * What a target was last verified against; null where it never was.
 * @throws NoManifestError where the archive holds something else; Error where it cannot be read
 */
export async function keptManifest(archive: Archive, target: string): Promise<Expectation | null> {
  const text = await archive.read(manifestKey(target));
  if (text === null) return null;
  const { at, manifest } = parsed(text) as { at?: unknown; manifest?: unknown };
  const read = manifestSchema.safeParse(manifest);
  if (!read.success) throw new NoManifestError(`${archive.addressOf(manifestKey(target))} holds no manifest`);
  return { manifest: read.data, source: 'archive', ...(typeof at === 'string' ? { at } : {}) };
}

function parsed(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
