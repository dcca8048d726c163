exports.up = (pgm) => { pgm.addColumn('users', { motto: 'text' }); };
exports.down = false;
