import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { newOwner } from './owner.ts';
import { eachProperty, type Kind } from './piece.ts';

export const schema: Kind = {
  create(object, sides) {
    const sql = `CREATE SCHEMA ${identifier(...object.path)}`;
    return accompanied(object, sides, [{ sql, phase: 'schema', makes: [...object.path], reads: '' }]);
  },
  change: (difference) => eachProperty(difference, { owner: newOwner(difference.from) }),
  drop: (object) =>
    dropping(
      object,
      'PostgreSQL refuses as long as anything is in it; what is in it has to be dropped first, with its rows.',
    ),
};
