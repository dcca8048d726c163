CREATE TABLE "orders" ("id" serial);
--> statement-breakpoint
ALTER TABLE "customers" ADD COLUMN "vat" text;
