/** A line that a shell passes by, whatever the names in it. */
export function shellComment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`;
}

/** Commands in a line of which each runs only where the one before it did what it should. */
export function inOrder(...commands: string[]): string {
  return commands.filter((command) => !command.startsWith('#')).join(' && ');
}

/**
 * A text as a shell takes it for one word: quoted where it is more than letters, digits and a few harmless signs. It stays
 * on one line: to paste a line break runs what is before it, and an escape may hide what is there, so neither comes in.
 */
export function shellWord(text: string): string {
  const plain = text.replaceAll(/\p{Cc}|[\u2028\u2029]/gu, '\ufffd');
  return /^[\w@%+:,./][\w@%+=:,./-]*$/.test(plain) ? plain : `'${plain.replaceAll("'", "'\\''")}'`;
}
