const { Migration } = require('@mikro-orm/migrations');
exports.Migration20240401090000 = class Migration20240401090000 extends Migration {
  async up() {
    this.addSql('select 1/0');
  }
};
