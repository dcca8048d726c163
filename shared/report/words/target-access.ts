import { code, paragraphs, type Words } from './entry.ts';

/** Before there is a session: where the database is, and whether it lets us in. */
export const targetAccessWords: Words[] = [
  {
    code: 'target/no-url',
    title: 'The target has no database URL.',
    why: 'Lockstep does not guess which database is meant, and has connected to none.',
    how: 'The configuration names an environment variable that is not set here, or there is no configuration and no DATABASE_URL. In CI: the secret is not passed to this step, or this is a pull request from a fork.',
    fix: paragraphs(
      'Set the variable, or give the target a `url` in lockstep.config.json (a reference, so that the password stays out of the file):',
      code(`"targets": { "production": { "url": "\${PRODUCTION_DATABASE_URL}" } }`),
    ),
  },
  {
    code: 'target/bad-url',
    title: 'The database URL cannot be read.',
    why: 'No connection was tried.',
    how: 'A scheme other than postgres:// or postgresql://, or a password with characters that a URL does not allow. The message never repeats the URL, because it may hold the password.',
    fix: paragraphs(
      'Write it like this, with special characters in the password percent-encoded (@ is %40, : is %3A, / is %2F, # is %23, % is %25):',
      code('postgres://user:password@host:5432/database'),
    ),
  },
  {
    code: 'target/host-unknown',
    title: 'The name of the host cannot be looked up.',
    why: 'Nothing was checked: unknown.',
    how: 'A typing error, a database that was deleted, or a private name that is known only inside a VPC or VPN.',
    fix: paragraphs('Look it up from the machine that runs Lockstep:', code('nslookup db.example.com')),
  },
  {
    code: 'target/refused',
    title: 'The host is there, but nothing listens on that port.',
    why: 'Nothing was checked: unknown.',
    how: 'PostgreSQL is not running or still starting, the port is another one, or it listens on localhost only.',
    fix: paragraphs(
      'Check host and port in the URL, and from the machine that runs Lockstep:',
      code('pg_isready -h db.example.com -p 5432'),
    ),
  },
  {
    code: 'target/asleep',
    title: 'The database did not answer in the time allowed.',
    why: 'What was not reached is unknown. To connect, Lockstep tried again until `limits.connectSeconds` were over (60 by default); a statement it drops some seconds after `limits.statementSeconds`.',
    how: 'A serverless database that takes longer to wake, a server that is starting up, or a firewall or security group that swallows packets without a word. Or a pooler with one server connection, which the lock of `fix` holds while its statements wait for one.',
    fix: 'Run it again: the first try may have woken it. If it needs longer, raise `limits.connectSeconds`. If it never answers, see that the security group lets this machine in on the port of the database. Give a pooler two server connections (PgBouncer: `default_pool_size`).',
  },
  {
    code: 'target/tls',
    title: 'No verified TLS connection could be made.',
    why: 'Lockstep sends no password to a server whose certificate it cannot verify. Nothing was checked: unknown.',
    how: 'The certificate is signed by a CA that this machine does not know (Amazon RDS has its own), is made out to another name, or has expired. Or the server does not speak TLS.',
    fix: paragraphs(
      "Give the server's CA in the URL (for RDS the bundle of its region):",
      code('postgres://user:password@host:5432/database?sslrootcert=/etc/ssl/rds.pem'),
      'On a network that you trust, `?sslmode=disable` goes without TLS, and `?sslmode=no-verify` encrypts without verifying.',
    ),
  },
  {
    code: 'target/wrong-password',
    title: 'The server does not let this user in.',
    why: 'Nothing was checked: unknown.',
    how: 'User or password are wrong, the password was rotated, or pg_hba.conf has no line for this user from this address.',
    fix: 'Check user and password where the URL comes from (secret, environment variable). After a rotation, run it again with the new one.',
  },
  {
    code: 'target/database-missing',
    title: 'The server has no database of that name.',
    why: 'Nothing was checked: unknown.',
    how: 'A typing error at the end of the URL, another server than you think, or a database that was not created yet.',
    fix: paragraphs('See what is there:', code('psql -h db.example.com -U user -l')),
  },
  {
    code: 'target/no-privilege',
    title: 'The role may not connect to this database.',
    why: 'Nothing was checked: unknown.',
    how: 'CONNECT was withdrawn from PUBLIC, and this role was not given it.',
    fix: paragraphs('As the owner of the database:', code('GRANT CONNECT ON DATABASE shop TO lockstep;')),
  },
  {
    code: 'target/too-many-connections',
    title: 'The server has no free connection.',
    why: 'Nothing was checked: unknown. The application is probably short of connections as well.',
    how: 'max_connections is used up, or the limit of this role or database.',
    fix: paragraphs(
      'See who holds them; Lockstep needs one, and fix two (the second holds the lock that lets only one fix run):',
      code(
        'SELECT usename, application_name, state, count(*)',
        'FROM pg_stat_activity',
        'GROUP BY 1, 2, 3',
        'ORDER BY 4 DESC;',
      ),
      'Then close what idles, use a pooled endpoint, or raise the limit.',
    ),
  },
];
