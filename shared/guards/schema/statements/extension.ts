import { identifier, literal } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { eachProperty, type Kind, text } from './piece.ts';

export const extension: Kind = {
  create(object, sides) {
    const into = text(object, 'schema');
    const version = text(object, 'version');
    const sql = [
      `CREATE EXTENSION ${identifier(...object.path)}`,
      into === '' ? '' : ` SCHEMA ${identifier(into)}`,
      version === '' ? '' : ` VERSION ${literal(version)}`,
    ].join('');
    const makes = [['extension', ...object.path].join('\0')];
    return accompanied(object, sides, [
      { sql, phase: 'extension', makes, needs: into === '' ? [] : [into], reads: '' },
    ]);
  },
  change: (difference) => {
    const name = identifier(...difference.path);
    const { from } = difference;
    return eachProperty(difference, {
      version: () => ({
        pieces: [
          { sql: `ALTER EXTENSION ${name} UPDATE TO ${literal(text(from, 'version'))}`, phase: 'extension', reads: '' },
        ],
      }),
      schema: () => ({
        pieces: [
          {
            sql: `ALTER EXTENSION ${name} SET SCHEMA ${identifier(text(from, 'schema'))}`,
            phase: 'extension',
            needs: [text(from, 'schema')],
            reads: '',
          },
        ],
      }),
    });
  },
  drop: (object) => dropping(object, 'whatever uses its types and functions has to go first.'),
};
