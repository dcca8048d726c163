/**
 * A version of Flyway as all its writings come to the same: parts between `.` and `_` are numbers, zeros at the end do not
 * count. https://github.com/flyway/flyway flyway-core .../api/MigrationVersion.java
 */
export function versionOf(text: string): string {
  const parts = text.split(/[._]/).map((part) => part.replace(/^0+(?=\d)/, ''));
  while (parts.length > 1 && parts.at(-1) === '0') parts.pop();
  return parts.join('.');
}

/** Something that compares as the versions do, by its leading number and then as text: 1.10 comes after 1.9. */
export function versionOrder(version: string): string {
  const parts = versionOf(version).split('.');
  const padded = [...parts, '', '', ''].slice(0, 4).map((part) => part.padStart(20, '0'));
  return `${padded.join('')}${parts
    .slice(4, 6)
    .map((part) => `.${part.padStart(8, '0')}`)
    .join('')}`;
}

/** Below 0 where `one` comes first. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [one, other].map((text) => versionOf(text).split('.').map(BigInt));
  for (let at = 0; at < Math.max(first?.length ?? 0, second?.length ?? 0); at += 1) {
    const [a, b] = [first?.[at] ?? 0n, second?.[at] ?? 0n];
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
}

/** What a repeatable migration is known by: its description, with the underscores of its file. */
export function repeatableId(description: string): string {
  return `R__${description.replaceAll(' ', '_')}`;
}
