import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** How many migrations each repository has. */
export const count = 1000;

const id = (at: number) => `${20_200_101_000_000 + at}`;

const made: Record<string, (at: number) => [path: string, text: string]> = {
  prisma: (at) => [
    `prisma/migrations/${id(at)}_add_thing_${at}/migration.sql`,
    `-- CreateTable\nCREATE TABLE "Thing${at}" (\n    "id" SERIAL NOT NULL,\n    "name" TEXT NOT NULL,\n\n    CONSTRAINT "Thing${at}_pkey" PRIMARY KEY ("id")\n);\n`,
  ],
  alembic: (at) => [
    `alembic/versions/r${at}_add_thing.py`,
    `"""add thing"""\nfrom alembic import op\nimport sqlalchemy as sa\n\nrevision = 'r${at}'\ndown_revision = ${at === 0 ? 'None' : `'r${at - 1}'`}\n\n\ndef upgrade():\n    op.create_table('thing_${at}', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('name', sa.Text()))\n`,
  ],
  rails: (at) => [
    `db/migrate/${id(at)}_create_thing${at}.rb`,
    `class CreateThing${at} < ActiveRecord::Migration[7.1]\n  def change\n    create_table :thing_${at} do |t|\n      t.string :name, null: false\n    end\n  end\nend\n`,
  ],
};

const besides: Record<string, Record<string, string>> = {
  prisma: { 'prisma/migrations/migration_lock.toml': 'provider = "postgresql"\n' },
  alembic: { 'alembic.ini': '[alembic]\nscript_location = alembic\n' },
  rails: {},
};

export const tools = Object.keys(made);

/** Writes a repository of that tool below a folder, and returns its root. */
export async function repositoryOf(tool: string, folder: string): Promise<string> {
  const root = join(folder, tool);
  const files = new Map(Object.entries(besides[tool] ?? {}));
  for (let at = 0; at < count; at += 1) files.set(...(made[tool]?.(at) ?? ['', '']));
  for (const [path, text] of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}
