'use strict';
const { DataTypes } = require('sequelize');
module.exports = {
  up: async (queryInterface) => {
    const transaction = await queryInterface.sequelize.transaction();
    try {
      await queryInterface.createTable('Orders', {
        id: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: true },
        userId: {
          type: DataTypes.INTEGER,
          references: { model: 'Users', key: 'id' },
          onDelete: 'CASCADE',
          onUpdate: 'CASCADE',
        },
        note: { type: DataTypes.TEXT },
        due: DataTypes.DATEONLY,
        data: { type: DataTypes.JSONB, allowNull: false, defaultValue: '{}' },
      }, { transaction });
      await queryInterface.addColumn('Users', 'nickName', { type: DataTypes.STRING }, { transaction });
      await transaction.commit();
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  },
  down: async () => {},
};
