'use strict';
Object.defineProperty(exports, '__esModule', { value: true });
const { Migration } = require('@mikro-orm/migrations');

class Migration20240101090000 extends Migration {

  async up() {
    this.addSql(`create table "user" ("id" serial primary key, "email" varchar(255) not null);`);

    this.addSql('alter table "user" add constraint "user_email_unique" unique ("email");');
  }

  async down() {
    this.addSql(`drop table if exists "user" cascade;`);
  }

}
exports.Migration20240101090000 = Migration20240101090000;
