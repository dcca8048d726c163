import { expect, it } from 'vitest';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { multipleHeads } from '../../../../shared/guards/migrations/rules/multiple-heads.ts';
import { findingOn, found, historyOf, projectOf } from '../made.ts';

it('blocks with the command that joins them', () => {
  const graph = [
    { id: 'a', parents: [] },
    { id: 'b', parents: ['a'] },
    { id: 'c', parents: ['a'] },
  ];
  const project = projectOf(graph, { tool: 'alembic', heads: ['b', 'c'] });
  expect(findingOn(multipleHeads, [project, historyOf(['b'], { tool: 'alembic', keeps: 'heads' })])).toMatchObject({
    severity: 'block',
    message: 'the repository has 2 heads, and nothing joins them: b, c',
    evidence: { heads: ['b', 'c'] },
    remedy: { commands: expect.arrayContaining([expect.stringContaining('merge')]) },
  });
});

it('counts the heads of each branch by itself, and those of a project with two histories once', () => {
  const branches = [
    { id: 'shop.1', parents: [], branch: 'shop' },
    { id: 'blog.1', parents: [], branch: 'blog' },
    { id: 'blog.2', parents: [], branch: 'blog' },
  ];
  const project = projectOf(branches, { tool: 'django', heads: ['shop.1', 'blog.1', 'blog.2'] });
  const standings = [reconcile(project, null), reconcile(project, historyOf([], { tool: 'django' }))];
  expect(found(multipleHeads, { standings }).map(({ message }) => message)).toEqual([
    'blog has 2 heads, and nothing joins them: blog.1, blog.2',
  ]);
});
