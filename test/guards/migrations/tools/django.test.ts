import { beforeAll, describe, expect, it } from 'vitest';
import { reconcile } from '../../../../shared/guards/migrations/reconcile.ts';
import { django } from '../../../../shared/guards/migrations/tools/django.ts';
import { commandsOf } from '../../../../shared/guards/migrations/tools/tool.ts';
import { bothSides, projects, repositoryOf, rowOf } from '../../../histories/read.ts';
import { treesOf } from './same-sql.ts';

/** The status of each migration, as the guard tells it from the recorded repository and database. */
async function statuses(scenario: string) {
  const both = await bothSides('django', scenario);
  const { entries, heads } = reconcile(both.project, both.history);
  return { ...both, heads, statuses: Object.fromEntries(entries.map(({ id, status }) => [id, status])) };
}

/** What `showmigrations` says of one application: `{ 'store.0001_initial': true }`. */
function shown(words: string | undefined, app: string): Record<string, boolean> {
  const [, list = ''] = new RegExp(`^${app}\\n((?: .*\\n)*)`, 'm').exec(words ?? '') ?? [];
  return Object.fromEntries(
    [...list.matchAll(/^ \[(.)\] (\w+)/gm)].map(([, mark, name]) => [`${app}.${name}`, mark === 'X']),
  );
}

let operations: Awaited<ReturnType<typeof bothSides>>;
beforeAll(async () => {
  operations = await bothSides('django', 'operations');
}, 120_000);

describe('beside the database', () => {
  it('rows of installed packages are not missed in the repository', async () => {
    const { statuses: found, heads, said, history } = await statuses('up-to-date');
    expect(found).toEqual({ 'store.0001_initial': 'applied', 'store.0002_price': 'applied' });
    expect(heads).toEqual(['store.0002_price']);
    expect(shown(said.showmigrations, 'store')).toEqual({ 'store.0001_initial': true, 'store.0002_price': true });
    expect(rowOf({ history }, 'auth.0001_initial').appliedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('what has no row is pending, as showmigrations shows it', async () => {
    const { statuses: found, said } = await statuses('pending');
    expect(found).toMatchObject({ 'store.0002_price': 'applied', 'store.0003_code': 'pending' });
    expect(shown(said.showmigrations, 'store')).toMatchObject({ 'store.0003_code': false });
  });

  it('two leaves of an application are two heads, which Django calls a conflict', async () => {
    const { heads, said } = await statuses('two-heads');
    expect(heads).toEqual(['store.0003_brand', 'store.0003_code']);
    expect(said.migrate).toContain('multiple leaf nodes in the migration graph: (0003_brand, 0003_code in store)');
  });

  it('a merge is one head again', async () => {
    const { heads, project, statuses: found } = await statuses('merged');
    expect(heads).toEqual(['store.0004_merge']);
    expect(project.migrations.at(-1)).toMatchObject({ kind: 'merge', branch: 'store' });
    expect(new Set(Object.values(found))).toEqual(new Set(['applied']));
  });

  it('a row of an application of the repository whose file is gone is missing, though Django says nothing', async () => {
    const { statuses: found, said } = await statuses('deleted');
    expect(found).toEqual({ 'store.0001_initial': 'applied', 'store.0002_price': 'missing-from-repository' });
    expect(said.check).toContain('No migrations to apply');
  });

  it('what was faked counts as applied; what it should have made is known', async () => {
    const { statuses: found, project } = await statuses('faked');
    expect(found).toMatchObject({ 'store.0003_code': 'applied' });
    expect(project.migrations.at(-1)?.sql?.[0]?.text).toBe(
      'ALTER TABLE store_product ADD COLUMN code varchar(50) NULL UNIQUE',
    );
  });

  it('a migration before one that is applied is out of order: Django refuses', async () => {
    const { statuses: found, said } = await statuses('inconsistent');
    expect(found).toMatchObject({ 'store.0001_late': 'out-of-order', 'store.0002_price': 'applied' });
    expect(said.migrate).toContain('InconsistentMigrationHistory');
    expect(django.late).toBe('refuses');
  });

  it.each(['squashed', 'squashed-fresh'])('%s: the squash is applied, and it is the only head', async (scenario) => {
    const { statuses: found, heads, said } = await statuses(scenario);
    expect(found).toMatchObject({ 'store.0001_all': 'applied' });
    expect(Object.values(found)).not.toContain('pending');
    expect(heads).toEqual(['store.0001_all']);
    expect(shown(said.showmigrations, 'store')).toEqual({ 'store.0001_all': true });
  });

  it('a squash of what is applied in part waits, and its parts go on', async () => {
    const { statuses: found, said } = await statuses('squashed-partly');
    expect(found).toEqual({
      'store.0001_initial': 'applied',
      'store.0002_price': 'applied',
      'store.0003_code': 'pending',
    });
    expect(shown(said.showmigrations, 'store')).toMatchObject({ 'store.0002_price': true, 'store.0003_code': false });
  });
});

describe('the SQL of operations', () => {
  it.each(['people.0001_initial', 'zoo.0001_models', 'zoo.0002_fields', 'zoo.0003_rest', 'zoo.0004_concurrent'])(
    '%s is what sqlmigrate writes, tree for tree, but for names that are hashes',
    async (id) => {
      const migration = operations.project.migrations.find((each) => each.id === id);
      const theirs = (await treesOf(operations.said[id] ?? '')).map(withoutHashes).filter((tree) => !isAround(tree));
      const ours = await treesOf((migration?.sql ?? []).map(({ text }) => `${text};`).join('\n'));
      expect(ours).toEqual(theirs);
      expect(migration?.opaque).toBeUndefined();
    },
  );

  it('what runs without a transaction says so', () => {
    const outside = operations.project.migrations.filter((each) => each.outsideTransaction).map(({ id }) => id);
    expect(outside).toEqual(['zoo.0004_concurrent']);
  });

  it('is not guessed for Python, and for what is dropped by a name that is a hash', () => {
    const dynamic = operations.project.migrations.find(({ id }) => id === 'zoo.0005_dynamic');
    expect(dynamic).toMatchObject({ opaque: true, sql: [] });
  });
});

/** Names with a hash in them are Django's alone. */
function withoutHashes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutHashes);
  if (node === null || typeof node !== 'object') return node;
  const isHash = ([key, value]: [string, unknown]) =>
    /^(conname|idxname)$/.test(key) && /_[0-9a-f]{8}(_|$)/.test(String(value));
  return Object.fromEntries(
    Object.entries(node)
      .filter((entry) => !isHash(entry))
      .map(([key, value]) => [key, withoutHashes(value)]),
  );
}

/** The transaction, and what has a new foreign key checked at once. */
function isAround(tree: unknown): boolean {
  return /^\{"(TransactionStmt|ConstraintsSetStmt)"/.test(JSON.stringify(tree));
}

const head = 'from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n';

async function projectOf(files: Record<string, string>) {
  const [project] = await projects('django', repositoryOf({ 'manage.py': '', ...files }));
  if (!project) throw new Error('no project');
  return project;
}

describe('in a repository', () => {
  it('the label of an application is that of its AppConfig', async () => {
    const apps =
      "from django.apps import AppConfig\nclass Config(AppConfig):\n    name = 'shop.store'\n    label = 'goods'\n";
    const project = await projectOf({
      'shop/store/apps.py': apps,
      'shop/store/migrations/0001_a.py': `${head}    pass\n`,
    });
    expect(project.migrations).toMatchObject([
      { id: 'goods.0001_a', branch: 'goods', file: 'shop/store/migrations/0001_a.py' },
    ]);
  });

  it('dependencies are followed from application to application, to their first and to the settings', async () => {
    const project = await projectOf({
      'shop/settings.py': "AUTH_USER_MODEL = 'people.Person'\n",
      'people/migrations/0001_p.py': `${head}    initial = True\n`,
      'zoo/migrations/0001_z.py': `from django.conf import settings\n${head}    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL), ('auth', '0001_initial')]\n`,
      'alpha/migrations/0001_a.py': `${head}    dependencies = [('zoo', '__latest__')]\n`,
    });
    expect(project.problems).toEqual([]);
    expect(project.migrations.map(({ id, parents }) => [id, parents])).toEqual([
      ['people.0001_p', []],
      ['zoo.0001_z', ['people.0001_p']],
      ['alpha.0001_a', ['zoo.0001_z']],
    ]);
    expect(project.heads.toSorted()).toEqual(['alpha.0001_a', 'people.0001_p', 'zoo.0001_z']);
  });

  it('run_before puts a migration before one of another application', async () => {
    const project = await projectOf({
      'a/migrations/0001_a.py': `${head}    pass\n`,
      'b/migrations/0001_b.py': `${head}    run_before = [('a', '0001_a')]\n`,
    });
    expect(project.migrations.map(({ id }) => id)).toEqual(['b.0001_b', 'a.0001_a']);
  });

  it.each([
    [
      'a dependency on what no file has',
      `${head}    dependencies = [('a', '0000_gone')]\n`,
      'it comes after a.0000_gone, which no file has',
    ],
    ['no class Migration', 'x = 1\n', 'it has no class Migration, so Django cannot load it'],
    [
      'dependencies that are computed',
      `${head}    dependencies = find()\n`,
      'dependencies is no plain list of migrations',
    ],
    [
      'a merge conflict',
      `${head}<<<<<<< ours\n    a = 1\n=======\n    a = 2\n>>>>>>> theirs\n`,
      'a merge conflict in it is not resolved',
    ],
    [
      'a migration that comes after itself',
      `${head}    dependencies = [('a', '0002_b')]\n`,
      'a.0002_b comes after itself, by way of others or directly',
    ],
  ])('%s is a problem of its file', async (_, text, message) => {
    const { problems } = await projectOf({
      'a/migrations/0001_a.py': `${head}    pass\n`,
      'a/migrations/0002_b.py': text,
    });
    expect(problems).toContainEqual(expect.objectContaining({ file: 'a/migrations/0002_b.py', message }));
  });

  it('a field or an operation that is not known leaves the migration opaque, and its type open', async () => {
    const text = `from shop.fields import MoneyField\n${head}    operations = [migrations.CreateModel('T', [('id', models.AutoField(primary_key=True)), ('m', MoneyField())])]\n`;
    const { migrations } = await projectOf({ 'a/migrations/0001_a.py': text });
    expect(migrations[0]).toMatchObject({ opaque: true, sql: [{ text: expect.stringContaining('m text NOT NULL') }] });
  });

  it('columns that refer to a key follow it into a larger type', async () => {
    const { migrations } = await projectOf({
      'a/migrations/0001_a.py': `${head}    operations = [
        migrations.CreateModel('A', [('id', models.AutoField(primary_key=True))]),
        migrations.CreateModel('B', [('id', models.AutoField(primary_key=True)), ('a', models.ForeignKey('a.A', models.CASCADE))]),
    ]
`,
      'a/migrations/0002_b.py': `${head}    dependencies = [('a', '0001_a')]
    operations = [migrations.AlterField('a', 'id', models.BigAutoField(primary_key=True))]
`,
    });
    expect(migrations[1]).toMatchObject({ opaque: true });
    expect(migrations[1]?.sql?.map(({ text }) => text)).toEqual([
      'ALTER TABLE a_a ALTER COLUMN id TYPE bigint USING id::bigint',
      'ALTER TABLE a_b ALTER COLUMN a_id TYPE bigint USING a_id::bigint',
    ]);
  });

  it('several projects have their own applications', async () => {
    const files = {
      'manage.py': '',
      'a/migrations/0001_a.py': `${head}    pass\n`,
      'tools/manage.py': '',
      'tools/b/migrations/0001_b.py': `${head}    pass\n`,
    };
    const found = await projects('django', repositoryOf(files));
    expect(found.map(({ directory, heads }) => [directory, heads])).toEqual([
      ['', ['a.0001_a']],
      ['tools', ['b.0001_b']],
    ]);
  });

  it("gives Django's own commands", () => {
    const { markApplied, merge, forget } = commandsOf(django);
    expect(markApplied?.('store.0002_price')).toEqual(['python manage.py migrate --fake store 0002_price']);
    expect(merge?.(['store.0003_a', 'store.0003_b'])[0]).toBe('python manage.py makemigrations --merge');
    expect(forget?.('store.0002_price')).toEqual(['python manage.py migrate --prune store']);
    const { project } = operations;
    expect(commandsOf(django, project).forget?.('zoo.0002_fields')).toEqual([
      'python manage.py migrate --fake zoo 0001_models',
    ]);
  });
});
