import { label, wrapped } from './label.ts';

/** Migrations as the tools write them. */
export const real = [
  label(
    `-- CreateTable
CREATE TABLE "Post" (
    "id" SERIAL NOT NULL,
    "title" TEXT NOT NULL,
    "authorId" INTEGER NOT NULL,

    CONSTRAINT "Post_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "Post_title_key" ON "Post"("title");

-- AddForeignKey
ALTER TABLE "Post" ADD CONSTRAINT "Post_authorId_fkey" FOREIGN KEY ("authorId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;`,
    'create-table-with-foreign-key: careful',
    'Prisma: a new table, and a key for which writers of User wait',
    { tool: 'prisma' },
  ),
  label(
    `/*
  Warnings:

  - Added the required column "slug" to the "Post" table without a default value.
*/
-- AlterTable
ALTER TABLE "Post" DROP COLUMN "title",
ADD COLUMN     "slug" TEXT NOT NULL;

-- DropTable
DROP TABLE "Draft";`,
    'drop-column: dangerous, add-column-not-null-without-default: dangerous, drop-table: dangerous, several-locks-in-one-transaction: careful',
    'Prisma: two tables in one query, and three things that break',
    { tool: 'prisma' },
  ),
  label(
    `CREATE TABLE IF NOT EXISTS "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"email" varchar(256)
);
--> statement-breakpoint
CREATE UNIQUE INDEX IF NOT EXISTS "email_idx" ON "users" ("email");`,
    'create-index-not-concurrently: dangerous, create-unique-index: careful',
    'Drizzle: IF NOT EXISTS, so that the table may be there and in use',
    { ...wrapped, tool: 'drizzle' },
  ),
  label(
    `BEGIN;
--
-- Add field state to order
--
ALTER TABLE "shop_order" ADD COLUMN "state" varchar(10) DEFAULT 'new' NOT NULL;
ALTER TABLE "shop_order" ALTER COLUMN "state" DROP DEFAULT;
COMMIT;`,
    'drop-default: dangerous',
    'Django: NOT NULL, and the default is dropped again: every insert of the old code fails',
  ),
  label(
    `BEGIN;

ALTER TABLE shop_order ADD COLUMN state VARCHAR(10);

UPDATE alembic_version SET version_num='ae1027a6acf' WHERE alembic_version.version_num = '1975ea83b712';

COMMIT;`,
    '',
    'Alembic --sql: its own row is one row',
  ),
  label(
    `SET statement_timeout = 0;
SET lock_timeout = 0;
SET client_encoding = 'UTF8';
SELECT pg_catalog.set_config('search_path', '', false);
SET row_security = off;
CREATE TABLE public.plans (id integer NOT NULL, name text);
CREATE SEQUENCE public.plans_id_seq;
ALTER SEQUENCE public.plans_id_seq OWNED BY public.plans.id;
ALTER TABLE ONLY public.plans ALTER COLUMN id SET DEFAULT nextval('public.plans_id_seq'::regclass);
ALTER TABLE ONLY public.plans ADD CONSTRAINT plans_pkey PRIMARY KEY (id);
SELECT pg_catalog.setval('public.plans_id_seq', 1, false);`,
    'session-setting-leaks: careful',
    'pg_dump: all is new, but its settings stay for the tool',
  ),
  label(
    `ALTER TABLE "users" ADD COLUMN IF NOT EXISTS "locked_until" timestamptz;
CREATE INDEX CONCURRENTLY IF NOT EXISTS "users_locked_until" ON "users" ("locked_until");`,
    'concurrently-in-transaction: dangerous, index-if-not-exists-concurrently: careful',
    'the index fails in the transaction of the tool',
    wrapped,
  ),
  label(
    `CREATE TYPE "Role" AS ENUM ('USER', 'ADMIN');
ALTER TABLE "User" ADD COLUMN "role" "Role" NOT NULL DEFAULT 'USER';`,
    '',
    'Prisma: a new type, a constant default',
    { tool: 'prisma' },
  ),
  label(
    `BEGIN;
CREATE TYPE "Role_new" AS ENUM ('USER');
ALTER TABLE "User" ALTER COLUMN "role" TYPE "Role_new" USING ("role"::text::"Role_new");
ALTER TYPE "Role" RENAME TO "Role_old";
ALTER TYPE "Role_new" RENAME TO "Role";
DROP TYPE "Role_old";
COMMIT;`,
    'change-column-type: dangerous',
    'Prisma drops a value of an enum: a rewrite; the type by that name is there before and after',
  ),
];
