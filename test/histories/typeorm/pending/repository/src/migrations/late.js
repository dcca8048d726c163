exports.Motto1704186000000 = class Motto1704186000000 {
  async up(queryRunner) {
    await queryRunner.query(`
      ALTER TABLE "users" ADD "motto" text
    `);
  }
  async down() {}
};
