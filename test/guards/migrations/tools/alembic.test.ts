import { beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { alembic } from '../../../../shared/guards/migrations/tools/alembic.ts';
import { commandsOf } from '../../../../shared/guards/migrations/tools/tool.ts';
import { history } from '../../../histories/history.ts';
import { bothSides, historyOf, projects, repositoryIn, repositoryOf } from '../../../histories/read.ts';
import { treesOf } from './same-sql.ts';

/** The status of each migration, as the guard tells it from the recorded repository and database. */
async function statuses(scenario: string) {
  const { project, history: recorded, said } = await bothSides('alembic', scenario);
  const { entries, heads } = reconcile(project, recorded);
  return { project, heads, said, statuses: Object.fromEntries(entries.map(({ id, status }) => [id, status])) };
}

/** The ids that lines such as `b3 (shop) (head)` begin with. */
function idsIn(words: string | undefined): string[] {
  return [...(words ?? '').matchAll(/^(\w+)(?: \([^)]*\))* *$/gm)].map(([, id = '']) => id).sort();
}

describe('beside the database', () => {
  it('all that comes before the version is applied', async () => {
    const { statuses: found, heads, said } = await statuses('up-to-date');
    expect(found).toEqual({ a1: 'applied', b2: 'applied', c3: 'applied' });
    expect(heads).toEqual(idsIn(said.current));
  });

  it('what comes after the version is pending', async () => {
    const { statuses: found, heads, said } = await statuses('pending');
    expect(found).toEqual({ a1: 'applied', b2: 'applied', c3: 'applied', d4: 'pending' });
    expect(heads).toEqual(idsIn(said.heads));
  });

  it('two heads are heads, as Alembic refuses to upgrade to them', async () => {
    const { statuses: found, heads, said } = await statuses('two-heads');
    expect(found).toMatchObject({ c3: 'applied', d4: 'pending', e5: 'pending' });
    expect(heads).toEqual(['d4', 'e5']);
    expect(idsIn(said.heads)).toEqual(heads);
    expect(said.upgrade).toContain('Multiple head revisions');
  });

  it('a merge is one head again, and everything before it is applied', async () => {
    const { statuses: found, heads, project } = await statuses('merged');
    expect(new Set(Object.values(found))).toEqual(new Set(['applied']));
    expect(heads).toEqual(['f6']);
    expect(project.migrations.at(-1)).toMatchObject({ id: 'f6', kind: 'merge', parents: ['d4', 'e5'] });
  });

  it('a database at two heads waits for their merge', async () => {
    const { statuses: found, said } = await statuses('merge-pending');
    expect(found).toMatchObject({ d4: 'applied', e5: 'applied', f6: 'pending' });
    expect(idsIn(said.current)).toEqual(['d4', 'e5']);
  });

  it('a version whose file is gone is missing from the repository, where Alembic cannot locate it', async () => {
    const { statuses: found, said } = await statuses('deleted');
    expect(found).toEqual({ a1: 'pending', b2: 'pending', c3: 'missing-from-repository' });
    expect(said.current).toContain("Can't locate revision identified by 'c3'");
  });

  it('a stamp counts as applied; what it should have made is known', async () => {
    const { statuses: found, project } = await statuses('stamped');
    expect(found).toEqual({ a1: 'applied', b2: 'applied' });
    expect(project.migrations.map(({ sql }) => sql?.[0]?.text.split('\n')[0])).toEqual([
      'CREATE TABLE users (',
      'ALTER TABLE users ADD COLUMN nickname TEXT',
    ]);
  });

  it('branches with labels have a head each, and what they depend on is applied with them', async () => {
    const { statuses: found, heads, project, said } = await statuses('branches');
    expect(found).toEqual({ a1: 'applied', b2: 'applied', x1: 'applied', x2: 'applied', b3: 'pending' });
    expect(heads.toSorted()).toEqual(idsIn(said.heads));
    expect(new Map(project.migrations.map(({ id, branch }) => [id, branch]))).toEqual(
      new Map([
        ['a1', 'shop'],
        ['b2', 'shop'],
        ['b3', 'shop'],
        ['x1', 'billing'],
        ['x2', 'billing'],
      ]),
    );
    expect(commandsOf(alembic, project).apply).toBe('alembic upgrade heads');
    expect(commandsOf(alembic, project).forget?.('b2')).toEqual(['alembic stamp a1']);
  });

  it('the table is found where env.py says it is', async () => {
    const { project, history: recorded } = await bothSides('alembic', 'custom-table');
    expect(project).toMatchObject({ table: 'ops.our_version', transaction: 'each' });
    expect(recorded).toMatchObject({ table: 'ops.our_version', keeps: 'heads', recorded: [{ id: 'a1' }] });
  });
});

describe('Flask-Migrate', () => {
  async function flask(scenario: string) {
    const { folder, database, said } = await history('flask', scenario);
    const [project] = await projects('alembic', repositoryIn(folder));
    if (!project) throw new Error('no project');
    const { entries, heads } = reconcile(project, await historyOf('alembic', database));
    return { project, heads, said, statuses: Object.fromEntries(entries.map(({ id, status }) => [id, status])) };
  }

  it('is told by its env.py, and its revisions by `flask db migrate` are read', async () => {
    const { project, statuses: found, heads, said } = await flask('up-to-date');
    expect(project).toMatchObject({ directory: 'migrations', variant: 'flask', problems: [] });
    expect(found).toEqual({ a1: 'applied', b2: 'applied' });
    expect(heads).toEqual(idsIn(said.current));
  });

  it('what it would run is known before it runs', async () => {
    const { project, statuses: found } = await flask('pending');
    expect(found).toMatchObject({ c3: 'pending' });
    expect(project.migrations.at(-1)).toMatchObject({
      id: 'c3',
      sql: [{ text: "ALTER TABLE users ADD COLUMN age SMALLINT DEFAULT '0' NOT NULL" }],
    });
  });

  it.each([
    ['two-heads', ['c3', 'd4']],
    ['merged', ['e5']],
    ['stamped', ['b2']],
  ])('%s: its heads are those of `flask db heads`', async (scenario, expected) => {
    const { heads, said } = await flask(scenario);
    expect(heads).toEqual(expected);
    expect(idsIn(said.heads)).toEqual(expected);
  });
});

describe('the SQL of op. calls', () => {
  let operations: Awaited<ReturnType<typeof bothSides>>;
  beforeAll(async () => {
    operations = await bothSides('alembic', 'operations');
  }, 120_000);

  it('is what `alembic upgrade --sql` writes, tree for tree', async () => {
    const { project, said } = operations;
    const parts = (said.sql ?? '').split(/^-- Running upgrade .*-> (\w+)$/m);
    for (const { id, sql, opaque } of project.migrations) {
      if (id === 'dynamic') continue;
      const theirs = (await treesOf(parts[parts.indexOf(id) + 1] ?? '')).filter((tree) => !isOwn(tree));
      const ours = await treesOf((sql ?? []).map(({ text }) => `${text};`).join('\n'));
      // SQLAlchemy keeps a table's indexes in a set: their order changes from run to run.
      expect(inAnyOrder(ours), id).toEqual(inAnyOrder(theirs));
      expect(opaque, id).toBeUndefined();
    }
  });

  it('what stands in autocommit_block runs outside of the transaction', () => {
    const indexes = operations.project.migrations.find(({ id }) => id === 'indexes');
    const outside = indexes?.sql?.filter((part) => part.outsideTransaction).map(({ text }) => text);
    expect(outside).toEqual([
      'CREATE INDEX CONCURRENTLY ix_ratio ON accounts (ratio)',
      'DROP INDEX CONCURRENTLY ix_ratio',
    ]);
  });

  it('is not guessed where a loop, a variable or a format string decides', async () => {
    const dynamic = operations.project.migrations.find(({ id }) => id === 'dynamic');
    expect(dynamic).toMatchObject({ opaque: true, sql: [{ text: 'ALTER TABLE orders DROP COLUMN a' }] });
  });

  it('names the line of each call, and the line of an executed text where it begins', async () => {
    const file = `revision = 'a'
down_revision = None
from alembic import op
def upgrade():
    op.drop_table('x')
    op.execute(
        """
        DROP TABLE y""")
`;
    const [project] = await projects('alembic', repositoryOf({ 'versions/a.py': file }));
    expect(project?.migrations[0]?.sql).toEqual([
      { line: 5, text: 'DROP TABLE x' },
      { line: 7, text: '\n        DROP TABLE y' },
    ]);
  });
});

/** What Alembic writes for itself: its own table, and the transaction around all. */
function isOwn(tree: unknown): boolean {
  const text = JSON.stringify(tree);
  return text.includes('alembic_version') || text.startsWith('{"TransactionStmt":');
}

const revision = (id: string, down: string) =>
  `revision = '${id}'\ndown_revision = ${down}\ndef upgrade():\n    pass\n`;

async function projectOf(files: Record<string, string>) {
  const [project] = await projects('alembic', repositoryOf(files));
  if (!project) throw new Error('no project');
  return project;
}

describe('in a repository', () => {
  it('script_location is found in several sections, from the folder of the file, and in packages', async () => {
    const files = {
      'db/alembic.ini': '[alembic]\nscript_location = %(here)s/one\n[other]\nscript_location = app.two:migrations\n',
      'db/one/env.py': '',
      'db/one/versions/a.py': revision('a', 'None'),
      'db/app/two/migrations/env.py': '',
      'db/app/two/migrations/versions/b.py': revision('b', 'None'),
    };
    const found = await projects('alembic', repositoryOf(files));
    expect(found.map(({ directory, heads }) => [directory, heads])).toEqual([
      ['db/one', ['a']],
      ['db/app/two/migrations', ['b']],
    ]);
  });

  it('pyproject.toml names it as well', async () => {
    const files = {
      'pyproject.toml': '[tool.alembic]\nscript_location = "%(here)s/migrations"\n',
      'migrations/env.py': '',
      'migrations/versions/a.py': revision('a', 'None'),
    };
    expect((await projectOf(files)).heads).toEqual(['a']);
  });

  it('a folder with alembic.ini in it and an env.py that imports Flask is Flask-Migrate', async () => {
    const files = {
      'migrations/alembic.ini': '[alembic]\n',
      'migrations/env.py': 'from flask import current_app\n',
      'migrations/versions/a.py': revision('a', 'None'),
    };
    const project = await projectOf(files);
    expect(project).toMatchObject({ directory: 'migrations', variant: 'flask', heads: ['a'] });
    const { apply, merge } = commandsOf(alembic, project);
    expect([apply, merge?.(['a', 'b'])[0]]).toEqual(['flask db upgrade', 'flask db merge -m "merge heads" a b']);
  });

  it('annotated revisions are read, and a merge of two by its tuple', async () => {
    const annotated = `revision: str = 'c'\ndown_revision: Union[str, Sequence[str], None] = ('a', 'b')\n`;
    const files = {
      'versions/a.py': revision('a', 'None'),
      'versions/b.py': revision('b', 'None'),
      'versions/c.py': annotated,
    };
    const { heads, migrations } = await projectOf(files);
    expect([heads, migrations.map(({ id }) => id)]).toEqual([['c'], ['a', 'b', 'c']]);
  });

  it.each([
    ['a down_revision that is not there', revision('b', "'gone'"), 'it comes after gone, which no file has'],
    ['a revision that comes after itself', revision('b', "'b'"), 'b comes after itself, by way of others or directly'],
    ['an id that two files have', revision('a', 'None'), 'it has the revision a, as versions/a.py has'],
    ['no revision at all', 'x = 1\n', 'it says no revision, so Alembic cannot load it'],
    [
      'a revision that is computed',
      'revision = make()\ndown_revision = None\n',
      'revision or down_revision is no plain text here',
    ],
    [
      'a merge conflict',
      `${revision('b', "'a'")}<<<<<<< ours\nx = 1\n=======\nx = 2\n>>>>>>> theirs\n`,
      'a merge conflict in it is not resolved',
    ],
    ['what is no Python', `${revision('b', "'a'")}def (:\n`, 'this line is no Python'],
    ['a revision that is said twice', `revision = 'c'\n${revision('b', "'a'")}`, 'revision is said twice'],
  ])('%s is a problem of its file', async (_, text, message) => {
    const { problems } = await projectOf({ 'versions/a.py': revision('a', 'None'), 'versions/b.py': text });
    expect(problems).toContainEqual(expect.objectContaining({ file: 'versions/b.py', message }));
  });

  it('a conflict in the body of a revision leaves its place known, and nothing of what it runs', async () => {
    const text = `${revision('b', "'a'")}<<<<<<< ours\n    op.drop_table('x')\n=======\n    op.drop_table('y')\n>>>>>>> theirs\n`;
    const { migrations } = await projectOf({ 'versions/a.py': revision('a', 'None'), 'versions/b.py': text });
    expect(migrations.at(-1)).toMatchObject({ id: 'b', parents: ['a'], sql: [], opaque: true });
  });

  it('where names of checks follow a convention, they are left to the database', async () => {
    const body = `from alembic import op\n${revision('a', 'None')}`.replace(
      'pass',
      "op.create_check_constraint('small', 't', 'a < 9')",
    );
    const files = {
      'versions/a.py': body,
      'app/db.py': "metadata = MetaData(naming_convention={'ck': 'ck_%(constraint_name)s'})\n",
    };
    expect((await projectOf(files)).migrations[0]?.sql?.[0]?.text).toBe('ALTER TABLE t ADD CHECK (a < 9)');
  });
});

it('a database without the table has no history', async () => {
  const { database } = await bothSides('alembic', 'up-to-date');
  await database.query('DROP TABLE alembic_version');
  expect(await historyOf('alembic', database)).toBeNull();
});

function inAnyOrder(trees: unknown[]): string[] {
  return trees.map((tree) => JSON.stringify(tree)).sort();
}
