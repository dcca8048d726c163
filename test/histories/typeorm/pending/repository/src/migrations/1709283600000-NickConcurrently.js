exports.NickConcurrently1709283600000 = class NickConcurrently1709283600000 {
  transaction = false;
  async up(queryRunner) {
    await queryRunner.query('CREATE INDEX CONCURRENTLY "users_points" ON "users" ("points")');
  }
  async down() {}
};
