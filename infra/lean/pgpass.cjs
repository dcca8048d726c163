// Stands in for `pgpass`: a Lambda has no ~/.pgpass, its password comes from Secrets Manager.
module.exports = (_connection, done) => done();
