import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tools } from '../../shared/guards/migrations/tools/index.ts';
import { commandsOf, type Tool } from '../../shared/guards/migrations/tools/tool.ts';
import type { Project } from '../../shared/model/manifest.ts';
import { migrationsPage, sampleProject } from '../../shared/report/migrations-page.ts';
import type { ToolWords } from '../../shared/report/words/tools/entry.ts';
import { recordings } from '../../shared/report/words/tools/histories.ts';
import { toolWords } from '../../shared/report/words/tools/index.ts';

const page = readFileSync(new URL('../../docs/migrations.md', import.meta.url), 'utf8');
const sections = new Map(page.split(/^## /m).map((text) => [text.slice(0, text.indexOf('\n')), text]));

describe('docs/migrations.md', () => {
  it('is what the tools and their words say (else run "npm run docs")', () => {
    expect(page).toBe(migrationsPage());
  });

  it('has a section for every tool, which the table above leads to', () => {
    expect([...sections.keys()].slice(1)).toEqual(tools.map(({ title }) => title));
    expect([...toolWords.keys()].sort()).toEqual(tools.map(({ name }) => name).sort());
  });

  it('closes every code block, and leaves no paragraph empty', () => {
    expect((page.match(/^```/gm) ?? []).length % 2).toBe(0);
    expect(page).not.toMatch(/\.\*\* ?$/m);
  });

  it('names no code that does not exist', () => {
    const findings = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');
    const codes = [...page.matchAll(/`(migrations\/[a-z-]+)`/g)].map(([, code]) => code);
    expect(codes.filter((code) => !findings.includes(`\n### ${code}\n`))).toEqual([]);
  });
});

describe.each(tools)('the section of $title', (tool) => {
  const text = sections.get(tool.title) ?? '';

  it("shows no command but the tool's own, and all of them", () => {
    const isCommand = (line: string) => !line.startsWith('#');
    const shown = /```sh\n([\s\S]*?)\n```/.exec(text)?.[1]?.split('\n') ?? [];
    const words = toolWords.get(tool.name) as ToolWords;
    const variants = [undefined, ...(words.variants ?? []).map(({ variant }) => variant)];
    const projects = variants.map((variant) => sampleProject(words, variant));
    const own = new Set(projects.flatMap((project) => linesOf(tool, project, words)));
    for (const line of linesOf(tool, null, words)) own.add(line);
    const commands = shown.filter(isCommand);
    expect(commands.filter((line) => !own.has(line))).toEqual([]);
    expect([...own].filter((line) => isCommand(line) && !commands.includes(line))).toEqual([]);
  });

  it('names every table and column that it is told by', () => {
    for (const { name, columns } of tool.tables)
      for (const each of columns) expect(text, `${name}.${each}`).toContain(`\`${each}\``);
  });
});

it('the recorded histories are those that the tests hold', () => {
  const root = join(import.meta.dirname, '../histories');
  const folders = readdirSync(root).filter((name) => existsSync(join(root, name, 'scenarios.ts')));
  const isRecorded = (folder: string, name: string) => existsSync(join(root, folder, name, 'repository'));
  const held = folders.map((folder) => [
    folder,
    readdirSync(join(root, folder)).filter((name) => isRecorded(folder, name)),
  ]);
  expect(Object.fromEntries(recordings.map(({ folder, scenarios }) => [folder, scenarios]))).toEqual(
    Object.fromEntries(held),
  );
});

/** Every line that the tool could give for the samples of the page, one way to call it or another. */
function linesOf(tool: Tool, project: Project | null, { sample }: ToolWords): string[] {
  const { id = '', heads = [] } = sample ?? {};
  const { apply, status, resolve, markApplied, forget, merge, unlock } = commandsOf(tool, project);
  const lists = [resolve?.(id), markApplied?.(id), forget?.(id), merge?.(heads)];
  return [apply, status, unlock, ...lists.flat()].filter((line) => line !== undefined);
}
