module.exports = {
  up: (queryInterface, Sequelize) => queryInterface.addColumn('Users', 'motto', Sequelize.TEXT),
  down: async () => {},
};
