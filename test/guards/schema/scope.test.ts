import fc from 'fast-check';
import { expect, it } from 'vitest';
import { everything } from '../../../shared/guards/schema/difference.ts';
import { isInScope, isLike } from '../../../shared/guards/schema/scope.ts';
import type { ObjectKind, Scope } from '../../../shared/model/snapshot.ts';

const limitedTo = (limits: Partial<Scope>) => ({ ...everything, ...limits });

it.each<[Partial<Scope>, ObjectKind, string[], boolean]>([
  [{}, 'extension', ['citext'], true],
  [{ schemas: ['app_*'] }, 'schema', ['app_one'], true],
  [{ schemas: ['app_*'] }, 'schema', ['public'], false],
  [{ schemas: ['public'] }, 'extension', ['public'], false],
  [{ schemas: ['app'] }, 'column', ['app', 'orders', 'id'], true],
  [{ schemas: ['app'] }, 'grant', ['column', 'app', 'orders', 'id', 'PUBLIC'], true],
  [{ schemas: ['app'] }, 'grant', ['column', 'other', 'app', 'id', 'PUBLIC'], false],
  [{ schemas: ['app'] }, 'comment', ['schema', 'app'], true],
  [{ schemas: ['app'] }, 'comment', ['extension', 'app'], false],
  [{ tables: ['app.order*'] }, 'table', ['app', 'orders'], true],
  [{ tables: ['app.order*'] }, 'view', ['app', 'orders'], true],
  [{ tables: ['app.order*'] }, 'index', ['app', 'orders', 'orders_pkey'], true],
  [{ tables: ['app.order*'] }, 'function', ['app', 'orders()'], false],
  [{ tables: ['app.order*'] }, 'schema', ['app'], false],
  [{ tables: ['app.order*'], schemas: ['other'] }, 'table', ['app', 'orders'], false],
  [{ kinds: ['comment'] }, 'comment', ['table', 'app', 'orders'], true],
  [{ kinds: ['table'] }, 'column', ['app', 'orders', 'id'], false],
])('limited to %j, a %s %j is in the scope: %s', (limits, kind, path, expected) => {
  expect(isInScope(limitedTo(limits), kind, path)).toBe(expected);
});

it('is like a pattern as the regular expression says that it spells out', () => {
  const letters = (alphabet: string) => fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 8 });
  fc.assert(
    fc.property(letters('ab*'), letters('ab'), (pattern, name) => {
      expect(isLike(pattern, name)).toBe(new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(name));
    }),
    { numRuns: 500 },
  );
});
