module.exports = {
  async up(queryInterface, Sequelize) {
    await queryInterface.addColumn('Users', 'half', Sequelize.TEXT);
    await queryInterface.sequelize.query('SELECT 1/0');
  },
  down: async () => {},
};
