exports.Motto1714554000000 = class Motto1714554000000 {
  async up(queryRunner) {
    await queryRunner.query(`
      SELECT 1/0
    `);
  }
  async down() {}
};
