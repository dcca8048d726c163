exports.up = async ({ context: queryInterface }) => {
  const { DataTypes } = require('sequelize');
  await queryInterface.createTable('users', { id: { type: DataTypes.INTEGER, primaryKey: true } });
};
