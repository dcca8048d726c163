exports.Motto1711962000000 = class Motto1711962000000 {
  async up(queryRunner) {
    await queryRunner.query(`
      ALTER TABLE "users" ADD "motto" text
    `);
  }
  async down() {}
};
