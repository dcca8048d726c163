import { describe, expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { history } from '../histories/history.ts';
import { lockstepCommand } from '../support/command.ts';

/** What `lockstep <words>` says in a project and of the database that its real tool left behind. */
async function lockstep(tool: string, scenario: string, ...words: string[]) {
  const { folder, url } = await history(tool, scenario);
  const { code, stdout, stderr } = await lockstepCommand([...words, '--guard', 'migrations', '--format', 'json'], {
    folder,
    env: { DATABASE_URL: url },
  });
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  const codes = report.findings.map((finding) => finding.code.replace('migrations/', ''));
  const commands = report.findings.flatMap(({ remedy }) => remedy.commands ?? []).join('\n');
  return { code, report, codes, commands };
}

describe('a project of Prisma', () => {
  test('passes where everything is applied', async () => {
    expect(await lockstep('prisma', 'up-to-date', 'check')).toMatchObject({ code: 0, codes: [] });
  });

  test('passes with what is pending before a deploy, and names it', async () => {
    const { code, report, codes } = await lockstep('prisma', 'pending', 'check');
    expect({ code, codes }).toEqual({ code: 0, codes: expect.arrayContaining(['pending']) });
    const entries =
      report.migrations?.flatMap((each) => each.entries.filter(({ status }) => status === 'pending')) ?? [];
    expect(entries.length).toBeGreaterThan(0);
    for (const { id } of entries) expect(JSON.stringify(report.findings)).toContain(id);
  });

  test('blocks with what is pending after a deploy, and says how to apply it', async () => {
    const { code, codes, commands } = await lockstep('prisma', 'pending', 'verify');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['pending']) });
    expect(commands).toContain('npx prisma migrate deploy');
  });

  test('blocks where one failed, and says how to resolve it', async () => {
    const { code, codes, commands } = await lockstep('prisma', 'failed', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['failed']) });
    expect(commands).toMatch(/npx prisma migrate resolve --rolled-back \d{14}_\w+/);
  });

  test('blocks where one was edited after it was applied', async () => {
    const { code, codes, commands } = await lockstep('prisma', 'edited', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: ['edited'] });
    expect(commands).toBe('git log -p -- prisma/migrations/20230201000000_nickname/migration.sql');
  });

  test('blocks where the database has one that the repository has not', async () => {
    const { code, codes, commands } = await lockstep('prisma', 'diverged', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['missing-from-repository']) });
    expect(commands).toContain("git log --all --oneline -- '*20230201000000_nickname*'");
  });
});

describe('a project of Flask and Alembic', () => {
  test('passes where everything is applied', async () => {
    expect(await lockstep('flask', 'up-to-date', 'check')).toMatchObject({ code: 0, codes: [] });
  });

  test('passes with what is pending before a deploy, and blocks with it afterwards', async () => {
    expect(await lockstep('flask', 'pending', 'check')).toMatchObject({
      code: 0,
      codes: expect.arrayContaining(['pending']),
    });
    const after = await lockstep('flask', 'pending', 'verify');
    expect(after).toMatchObject({ code: 1, codes: expect.arrayContaining(['pending']) });
    expect(after.commands).toContain('flask db upgrade');
  });

  test('blocks where there are two heads, and says how to merge them', async () => {
    const { code, codes, commands } = await lockstep('flask', 'two-heads', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['multiple-heads']) });
    expect(commands).toContain('flask db merge');
  });

  test('blocks where the database was stamped and its objects are not there', async () => {
    const { code, codes, commands } = await lockstep('flask', 'stamped', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['stamped']) });
    expect(commands).toContain('flask db upgrade');
  });

  test('blocks where the database is at a revision that the repository has not', async () => {
    const { code, codes } = await lockstep('flask', 'diverged', 'check');
    expect({ code, codes }).toEqual({ code: 1, codes: expect.arrayContaining(['missing-from-repository']) });
  });
});
