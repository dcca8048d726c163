import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { toolNamed } from '../../../../shared/guards/migrations/tools/index.ts';
import { psql } from '../../../../shared/guards/migrations/tools/psql.ts';
import { commandsOf } from '../../../../shared/guards/migrations/tools/tool.ts';

it('writes a statement as a person would, and quotes what a shell would run', () => {
  expect(psql("DELETE FROM t WHERE version = '1'")).toBe(`psql "$DATABASE_URL" -c "DELETE FROM t WHERE version = '1'"`);
  expect(psql("SELECT '$HOME'", '$URL')).toBe(`psql "$URL" -c 'SELECT '\\''$HOME'\\'''`);
});

it.each(['rails', 'dbmate', 'goose', 'golang-migrate', 'sqlx', 'atlas', 'ecto', 'diesel'] as const)(
  'puts no name from a history of %s into a shell unquoted',
  async (tool) => {
    const hostile = `1'; echo "$(id)" \`id\` \\`;
    const { resolve, markApplied, forget } = commandsOf(toolNamed(tool));
    const lines = [resolve, markApplied, forget].flatMap((command) => command?.(hostile) ?? []);
    for (const line of lines) {
      const { stdout } = await promisify(execFile)('sh', [
        '-c',
        `psql() { :; }; migrate() { :; }; atlas() { :; }; ${line}`,
      ]);
      expect(stdout).toBe('');
      expect(line.replaceAll(/'(?:[^']|'\\'')*'/g, '')).not.toMatch(/`|\$\(/);
    }
  },
);
