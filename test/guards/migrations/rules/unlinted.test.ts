import { expect, it } from 'vitest';
import { unlinted } from '../../../../shared/guards/migrations/rules/unlinted.ts';
import { found } from '../made.ts';

it('is unknown where the migrations to come could not be judged', () => {
  expect(found(unlinted, { unlinted: '3.sql is larger than 10 MB' })).toMatchObject([
    { unknown: true, message: 'the migrations to come could not all be judged: 3.sql is larger than 10 MB' },
  ]);
  expect(found(unlinted, {})).toEqual([]);
});
