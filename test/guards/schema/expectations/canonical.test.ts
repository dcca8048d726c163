import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, isDefinition } from '../../../../shared/guards/schema/expectations/canonical.ts';

it.each([
  [
    "CHECK (((s)::text = ANY ((ARRAY['R'::character varying, 'C'::character varying])::text[])))",
    "check (s in ('R', 'C'))",
  ],
  ['CHECK ((total >= (0)::numeric(10,2)))', 'CHECK (total >= 0)'],
  [
    'FOREIGN KEY (a) REFERENCES public.parents(id) ON DELETE CASCADE NOT VALID',
    'foreign key ("a") references parents (id) on delete cascade',
  ],
  [
    'CREATE UNIQUE INDEX i ON public.t USING btree (lower((a)::text)) WHERE (NOT b)',
    'create unique index concurrently if not exists i on t (lower(a)) where not b;',
  ],
  ['CREATE INDEX i ON public.t USING gin (doc jsonb_path_ops)', 'USING gin (doc jsonb_path_ops)'],
  ['CHECK ((at < (now())::timestamp without time zone))', 'CHECK (at < now())'],
])('takes %s for what a person wrote', (found, wanted) => {
  expect(isDefinition(found, wanted)).toBe(true);
});

it.each([
  ['CHECK ((a > 0))', 'CHECK (a >= 0)'],
  ["CHECK ((a = 'X'::text))", "CHECK (a = 'x')"],
  ['CHECK ((a < 0.5))', 'CHECK (a < 1.5)'],
  ['CREATE INDEX i ON public.t USING btree (a, b)', '(b)'],
  ['CREATE INDEX i ON public.t USING btree (a)', 'CREATE UNIQUE INDEX i ON t (a)'],
  ['CREATE INDEX i ON public.t USING hash (a)', 'USING btree (a)'],
])('tells %s from %s', (found, wanted) => {
  expect(isDefinition(found, wanted)).toBe(false);
});

it('looks past blanks and letters outside of quotes, and ends whatever it is given', () => {
  const piece = fc.constantFrom(
    'CHECK',
    '(',
    'amount',
    '>',
    "'It''s  A'",
    '"Odd Name"',
    '::',
    'numeric(10,2)',
    ')',
    'AND',
    '.',
    '1.5',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const spread = pieces.map((text) => (/^['"]/.test(text) ? text : text.toLowerCase())).join('\n  ');
      expect(canonical(spread)).toBe(canonical(pieces.join(' ')));
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => typeof canonical(text) === 'string'));
});
