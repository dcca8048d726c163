const { TableColumn, TableIndex } = require('typeorm');
class AddColumns1706778000000 {
  async up(queryRunner) {
    await queryRunner.addColumn('users', new TableColumn({ name: 'nick', type: 'varchar', length: '40', isNullable: true }));
    await queryRunner.addColumn('users', new TableColumn({ name: 'score', type: 'integer', default: '0' }));
    await queryRunner.createIndex('users', new TableIndex({ name: 'users_nick', columnNames: ['nick'] }));
    await queryRunner.renameColumn('users', 'score', 'points');
  }
  async down() {}
}
exports.AddColumns1706778000000 = AddColumns1706778000000;
