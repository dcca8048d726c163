const { Migration } = require('@mikro-orm/migrations');
exports.Migration20240201090000_by_email = class Migration20240201090000_by_email extends Migration {
  isTransactional() {
    return false;
  }
  async up() {
    this.addSql('create index concurrently "user_by_email" on "user" ("email")');
  }
};
