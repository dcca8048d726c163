import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Sequelize: a first sketch. */
export const sequelize: Tool = {
  name: 'sequelize',
  title: 'Sequelize',
  tables: [{ name: 'SequelizeMeta', columns: ['name'], optional: ['createdAt', 'updatedAt'] }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name' }, '1'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string }[]).map(({ id }) => ({
      id,
      status: 'applied',
      checksum: null,
      appliedAt: null,
      durationMs: null,
      by: null,
      detail: null,
    })),
  }),
  commands: { apply: 'npx sequelize-cli db:migrate' },
};

export const sequelizeReader: Reader = {
  tool: 'sequelize',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'sequelize',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
