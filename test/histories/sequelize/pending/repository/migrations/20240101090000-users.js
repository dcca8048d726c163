'use strict';

/** @type {import('sequelize-cli').Migration} */
module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.createTable('Users', {
      id: { type: Sequelize.INTEGER, primaryKey: true, autoIncrement: true, allowNull: false },
      email: { type: Sequelize.STRING(120), allowNull: false, unique: true },
      role: { type: Sequelize.ENUM('owner', "o'guest"), allowNull: false, defaultValue: 'owner' },
      admin: { type: Sequelize.BOOLEAN, defaultValue: false },
      tags: Sequelize.ARRAY(Sequelize.TEXT),
      balance: { type: Sequelize.DECIMAL(10, 2), defaultValue: 0 },
      token: { type: Sequelize.UUID, defaultValue: Sequelize.literal('gen_random_uuid()') },
      createdAt: { allowNull: false, type: Sequelize.DATE, defaultValue: Sequelize.fn('now') },
      updatedAt: { allowNull: false, type: Sequelize.DATE },
    });
    await queryInterface.addIndex('Users', ['role', 'admin']);
  },
  async down(queryInterface) {
    await queryInterface.dropTable('Users');
  },
};
