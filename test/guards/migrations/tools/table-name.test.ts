import { expect, it } from 'vitest';
import { commandsFor } from '../../../../shared/guards/migrations/findings.ts';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { toolNamed } from '../../../../shared/guards/migrations/tools/index.ts';
import type { ToolName } from '../../../../shared/model/manifest.ts';
import { historyOf, projectOf } from '../made.ts';

const tools: ToolName[] = ['sqlx', 'goose', 'dbmate', 'ecto', 'diesel', 'rails'];

function forgets(tool: ToolName, schema: string, name: string): string {
  const history = historyOf(['1'], { tool, schema, table: `${schema}.${name}` });
  return commandsFor(reconcile(projectOf(['1'], { tool }), history)).forget?.('1')[0] ?? '';
}

it.each(tools)('the statements of %s name the table that was read', (tool) => {
  const usual = toolNamed(tool).tables[0]?.name ?? '';
  expect(forgets(tool, 'public', usual)).toContain(`DELETE FROM ${usual} WHERE`);
  expect(forgets(tool, 'public', 'my_history')).toContain('DELETE FROM public.my_history WHERE');
  expect(forgets(tool, 'ops', usual)).toContain(`DELETE FROM "ops".${usual} WHERE`);
  expect(forgets(tool, 'user', 'My.History')).toContain('DELETE FROM "user"."My.History" WHERE');
});

it('puts no table into a line of Ruby that Ruby would not take as it is', () => {
  expect(forgets('rails', 'public', 'a_#{`id`}')).toBe('');
});
