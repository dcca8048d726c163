import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gooseStatements } from '../../../../../shared/guards/migrations/tools/sql/goose-statements.ts';

const lines = fc.constantFrom(
  'SELECT 1;',
  'SELECT',
  '  1',
  '1; -- x',
  '-- why;',
  '',
  '-- lockstep: allow a because b',
  '-- +goose StatementBegin',
  '-- +goose StatementEnd',
  '-- +goose Down',
  '-- +goose Up',
);

it('gives every statement as it stands in the file, in its line, and all of them before Down', () => {
  fc.assert(
    fc.property(fc.array(lines, { maxLength: 20 }), (body) => {
      const file = ['-- +goose Up', ...body];
      const { statements, fault } = gooseStatements(file.join('\n'));
      if (fault) return;
      const down = file.indexOf('-- +goose Down');
      for (const { line, text } of statements) {
        const own = text.trimEnd().split('\n');
        const there = file.slice(line - 1, line - 1 + own.length);
        // Comments that goose drops are empty lines.
        expect(own.every((each, at) => each === there[at] || (each === '' && there[at]?.startsWith('--')))).toBe(true);
        if (down > 0) expect(line - 1 + own.length).toBeLessThanOrEqual(down);
      }
      const forward = down > 0 ? file.slice(0, down) : file;
      const words = forward.filter((each) => each.trim() !== '' && !each.startsWith('--')).join('\n');
      const theirs = statements
        .flatMap(({ text }) => text.split('\n'))
        .filter((each) => each.trim() !== '' && !each.startsWith('--'));
      expect(theirs.join('\n')).toBe(words);
    }),
    { numRuns: 500 },
  );
});
