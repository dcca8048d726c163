const { Migration } = require('@mikro-orm/migrations');
exports.Migration20240301090000 = class Migration20240301090000 extends Migration {
  async up() {
    this.addSql('alter table "user" add column "motto" text');
  }
};
