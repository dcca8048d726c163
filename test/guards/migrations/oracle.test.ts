import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { History } from '../../../shared/guards/migrations/history.ts';
import { reconcile } from '../../../shared/guards/migrations/reconcile.ts';
import { toolNamed } from '../../../shared/guards/migrations/tools/index.ts';
import type { Tool } from '../../../shared/guards/migrations/tools/tool.ts';
import type { Migration, Project } from '../../../shared/model/manifest.ts';
import { historyOf, projectOf, statusesOf } from './made.ts';

type Late = 'runs' | 'skips' | 'refuses';
const lates = fc.constantFrom<Late>('runs', 'skips', 'refuses');
const toolWith = (late: Late): Tool => ({ ...toolNamed('dbmate'), late });

/** Numbers from 1 to 12 as ids, in their order, as tools with a linear history have them. */
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }).map((all) => all.sort((a, b) => a - b));
const rowStatus = fc.constantFrom('applied', 'applied', 'applied', 'failed', 'rolled-back', 'partially-applied');
const checksum = fc.constantFrom('a', 'b', null);
const rows = fc.array(fc.record({ at: fc.integer({ min: 1, max: 12 }), status: rowStatus, checksum }), {
  maxLength: 14,
});

/** Graphs: every migration comes after some of those before it. */
const graphs = fc.array(fc.uniqueArray(fc.nat(9), { maxLength: 3 }), { maxLength: 10 }).map((parents) =>
  parents.map((each, at) => ({
    id: `r${at}`,
    parents: each.filter((other) => other < at).map((other) => `r${other}`),
  })),
);

describe('the status of every migration is what a slow look at each of them says', () => {
  it('of linear histories', () => {
    fc.assert(
      fc.property(ids, rows, lates, (repository, table, late) => {
        const project = projectOf(repository.map((id) => ({ id: String(id), checksums: ['a'] })));
        const history = historyOf(table.map(({ at, ...row }) => ({ id: String(at), ...row }) as never));
        return same(project, history, linear(project, history, late), late);
      }),
      { numRuns: 400 },
    );
  });

  it('of histories of the last alone', () => {
    fc.assert(
      fc.property(ids, fc.integer({ min: 1, max: 12 }), fc.boolean(), (repository, at, dirty) => {
        const project = projectOf(repository.map(String));
        const row = { id: String(at), status: dirty ? ('failed' as const) : ('applied' as const) };
        const expected = Object.fromEntries(repository.map((id) => [id, id < at ? 'applied' : 'pending']));
        expected[at] = dirty ? 'failed' : repository.includes(at) ? 'applied' : 'missing-from-repository';
        return same(project, historyOf([row], { keeps: 'last' }), expected, 'skips');
      }),
      { numRuns: 200 },
    );
  });

  it('of graphs of which every migration is recorded', () => {
    fc.assert(
      fc.property(graphs, fc.uniqueArray(fc.nat(12)), (graph, applied) => {
        const project = projectOf(graph);
        const recorded = applied.map((at) => `r${at}`);
        const expected: Record<string, string> = {};
        for (const { id } of graph) {
          const isBelow = graph.some((each) => recorded.includes(each.id) && reaches(graph, each.id, id));
          expected[id] = recorded.includes(id) ? 'applied' : isBelow ? 'out-of-order' : 'pending';
        }
        for (const id of recorded) expected[id] ??= 'missing-from-repository';
        return same(project, historyOf(recorded), expected, 'runs');
      }),
      { numRuns: 300 },
    );
  });

  it('of graphs of which only the heads are recorded', () => {
    fc.assert(
      fc.property(graphs, fc.uniqueArray(fc.nat(12), { maxLength: 3 }), (graph, heads) => {
        const recorded = heads.map((at) => `r${at}`);
        const expected: Record<string, string> = {};
        for (const { id } of graph) {
          const isApplied = recorded.some((head) => head === id || reaches(graph, head, id));
          expected[id] = isApplied ? 'applied' : 'pending';
        }
        for (const id of recorded) expected[id] ??= 'missing-from-repository';
        return same(projectOf(graph), historyOf(recorded, { keeps: 'heads' }), expected, 'runs');
      }),
      { numRuns: 300 },
    );
  });
});

function same(project: Project, history: History, expected: Record<string, string>, late: Late): boolean {
  const told = statusesOf(reconcile(project, history, toolWith(late)));
  const ordered = (statuses: Record<string, string>) => JSON.stringify(Object.entries(statuses).sort());
  if (ordered(told) !== ordered(expected)) {
    throw new Error(`told ${JSON.stringify(told)}, expected ${JSON.stringify(expected)}`);
  }
  return true;
}

/** By the words of the design, one migration at a time. */
function linear(project: Project, { recorded }: History, late: Late): Record<string, string> {
  const rowsOf = (id: string) => recorded.filter((row) => row.id === id);
  const has = (id: string, status: string) => rowsOf(id).some((row) => row.status === status);
  const isApplied = (id: string) => has(id, 'applied') && !has(id, 'failed') && !has(id, 'partially-applied');
  const all = new Set([...project.migrations.map(({ id }) => id), ...recorded.map(({ id }) => id)]);
  const statuses: Record<string, string> = {};
  for (const id of all) {
    const isOwn = project.migrations.some((migration) => migration.id === id);
    const last = rowsOf(id).findLast((row) => row.status === 'applied');
    const isLate = [...all].some((other) => Number(other) > Number(id) && isApplied(other));
    if (has(id, 'failed')) statuses[id] = 'failed';
    else if (has(id, 'partially-applied')) statuses[id] = 'partially-applied';
    else if (last && !isOwn) statuses[id] = 'missing-from-repository';
    else if (last) statuses[id] = last.checksum === 'b' ? 'edited' : 'applied';
    else if (!isOwn) statuses[id] = 'rolled-back';
    else if (isLate) statuses[id] = late === 'skips' ? 'will-be-skipped' : 'out-of-order';
    else statuses[id] = 'pending';
  }
  return statuses;
}

function reaches(graph: Migration[], from: string, to: string): boolean {
  const parents = graph.find(({ id }) => id === from)?.parents ?? [];
  return parents.some((parent) => parent === to || reaches(graph, parent, to));
}
