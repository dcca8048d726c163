import { code, paragraphs, type Words } from './entry.ts';

/** Credentials that AWS Secrets Manager keeps. */
export const targetSecretWords: Words[] = [
  {
    code: 'target/secret-missing',
    title: 'There is no such secret.',
    why: 'Without credentials there is no session: nothing can be said of the database.',
    how: 'A typing error in `secret` or `fixSecret` of the target, another region or account, or the secret was deleted (a deleted one is kept for its recovery window, and cannot be read).',
    fix: paragraphs(
      'See what there is, and correct the name:',
      code('aws secretsmanager list-secrets --query "SecretList[].Name"'),
    ),
  },
  {
    code: 'target/secret-no-access',
    title: 'This role may not read the secret.',
    why: 'Without credentials there is no session: nothing can be said of the database.',
    how: 'The role of the function, or of the person, has no `secretsmanager:GetSecretValue` on it, or no `kms:Decrypt` on the key that encrypts it. The role of `check` may read `secret` only, never `fixSecret`.',
    fix: "Name the secret in the configuration that the stack is deployed from, and deploy it: the construct grants what each function needs. A secret that a key of your own encrypts needs that key in `encryptionKeys`, or `kms:Decrypt` for the role in the key's policy.",
  },
  {
    code: 'target/secret-wrong-shape',
    title: 'The secret holds nothing that a connection can be made from.',
    why: 'Without credentials there is no session: nothing can be said of the database.',
    how: 'Its keys are other ones than Lockstep knows, or it is neither JSON nor a URL. The message names the keys, never the values.',
    fix: paragraphs(
      'Write one of these into it:',
      code(
        'postgres://user:password@host:5432/database',
        '{ "url": "postgres://..." }',
        '{ "DATABASE_URL": "postgres://..." }',
        '{ "host": "...", "port": 5432, "username": "...", "password": "...", "dbname": "..." }',
      ),
      'A secret that RDS manages holds `username` and `password` alone: give the rest as `url` of the target, without credentials.',
    ),
  },
  {
    code: 'target/secret-unavailable',
    title: 'Secrets Manager did not answer.',
    why: 'Without credentials there is no session: nothing can be said of the database.',
    how: 'The network does not lead there (in a VPC without NAT it needs an interface endpoint for Secrets Manager), no AWS credentials or no region are set, or the service has a bad moment.',
    fix: 'See the message. In a VPC, add the interface endpoint `com.amazonaws.<region>.secretsmanager`; the construct does so when it is given a `vpc`.',
  },
];
