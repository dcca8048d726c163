-- AlterTable
ALTER TABLE "orders" ADD COLUMN "status" TEXT NOT NULL DEFAULT 'new';
