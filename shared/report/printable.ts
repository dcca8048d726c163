// Control characters, and what changes how its neighbours are shown without being seen itself: bidirectional marks,
// zero-width spaces, line and paragraph separators, tags. Joiners (200C, 200D) stay: Persian and emoji need them.
const hidden =
  /[\p{Cc}\p{Cs}\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

// GitHub's runner takes "##[error]" anywhere in a line, and "::error::" after leading space, for commands; Azure's
// takes "##vso[", TeamCity's "##teamcity[".
const workflowCommand = /##(?=\[|vso\[|teamcity\[)/gi;
const leadingColons = /(^|\s)::/g;

const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Text from a database as one harmless line: nothing in it moves a cursor, starts a line, turns the reading direction,
 * or is a command to a CI runner. Ordinary letters of any script stay as they are.
 */
export function visible(text: string): string {
  return shown(text).replace(workflowCommand, '#\\#').replace(leadingColons, '$1:\\:');
}

/** True where `visible` would change it. */
export function isHostile(text: string): boolean {
  return visible(text) !== text;
}

/** Writes out what cannot be seen, and leaves the rest alone. */
export function shown(text: string): string {
  return text.replace(hidden, (character) => short[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
