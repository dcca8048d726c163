import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { lintRules } from '../../shared/guards/migrations/lint/index.ts';
import { squawkRules } from '../../shared/guards/migrations/linting/squawk-rules.ts';
import { explainLintRule, lintPage, lintRuleNames } from '../../shared/report/lint-page.ts';

const page = readFileSync(new URL('../../docs/lint.md', import.meta.url), 'utf8');

describe('docs/lint.md', () => {
  it('is what the rules say (else run "npm run docs")', () => {
    expect(page).toBe(lintPage());
  });

  it('has a section for every rule, with unsafe and safe SQL', () => {
    const sections = page.split(/^### /m).slice(1);
    expect(sections.map((section) => section.split('\n')[0]).sort()).toEqual(lintRuleNames);
    expect(sections.filter((section) => !/^-- unsafe\n.+^-- safe\n/ms.test(section))).toEqual([]);
  });
});

describe('a lint rule', () => {
  it('is called as its file is', () => {
    const exported = readFileSync(new URL('../../shared/guards/migrations/lint/index.ts', import.meta.url), 'utf8');
    const files = [...exported.matchAll(/from '\.\/([\w-]+)\.ts'/g)].map(([, file]) => file);
    expect(files.sort()).toEqual(lintRuleNames);
    expect(new Set(lintRuleNames).size).toBe(lintRuleNames.length);
  });

  it.each(lintRuleNames)('%s is explained in lines that fit the terminal', (name) => {
    const text = explainLintRule(name) ?? '';
    expect(text.startsWith(`${name}\n\n`)).toBe(true);
    const prose = text.split('\n').filter((line) => !line.startsWith('    '));
    expect(prose.filter((line) => line.length > 80)).toEqual([]);
    expect(text).toContain(`-- lockstep: allow ${name} because`);
  });

  it('that is not there is not explained', () => {
    expect(explainLintRule('drop-colum')).toBeNull();
  });
});

describe("squawk's rules", () => {
  it('are all here: each has one of ours, or a word on what does it instead', () => {
    // squawk 2.66.0 has 40 names: 39 rules and unused-ignore.
    expect(Object.keys(squawkRules)).toHaveLength(40);
    const named = Object.values(squawkRules).flatMap((ours) => (typeof ours === 'string' ? [] : ours));
    expect(named.filter((name) => !lintRules.some((rule) => rule.name === name))).toEqual([]);
  });
});
