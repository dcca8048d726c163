/** The repairs of `fix` as statements for psql. */
export function scriptOf(): string[] {
  return [];
}
