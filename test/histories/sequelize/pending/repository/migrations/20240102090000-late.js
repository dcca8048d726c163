module.exports = {
  up: (queryInterface, Sequelize) => queryInterface.addColumn('Users', 'late', Sequelize.TEXT),
  down: async () => {},
};
