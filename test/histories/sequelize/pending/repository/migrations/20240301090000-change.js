module.exports = {
  up: (queryInterface, Sequelize) =>
    queryInterface.sequelize.transaction(async (transaction) => {
      await queryInterface.changeColumn('Orders', 'note', { type: Sequelize.STRING(500), allowNull: false, defaultValue: '' }, { transaction });
      await queryInterface.renameColumn('Users', 'nickName', 'nick_name', { transaction });
      await queryInterface.removeColumn('Users', 'balance', { transaction });
      await queryInterface.addConstraint('Orders', { fields: ['userId', 'due'], type: 'unique', transaction });
      await queryInterface.removeIndex('Users', ['role', 'admin'], { transaction });
      await queryInterface.addIndex('Orders', { fields: ['due'], name: 'orders_due', unique: false, transaction });
      await queryInterface.sequelize.query('CREATE VIEW owners AS SELECT id FROM "Users" WHERE admin', { transaction });
    }),
  down: async () => {},
};
