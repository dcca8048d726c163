/** A name as a shell takes it for one word: quoted where it is more than letters, digits and a few harmless signs. */
export function word(name: string): string {
  return /^[\w@%+:,./][\w@%+=:,./-]*$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
