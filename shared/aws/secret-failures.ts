import { ConnectionError } from '../model/errors.ts';

/** Why a secret could not be read, in words: what was tried, and what to do. */
export function secretFailure(error: unknown, name: string): ConnectionError {
  const { name: kind, message } = detailsOf(error);
  const secret = shown(name);
  const { code, why, next } = failures.find((each) => each.matches(kind, message)) ?? outOfReach;
  return new ConnectionError(code, `${secret} ${why(kind, message)}`, next, { cause: error });
}

interface Failure {
  code: string;
  matches(kind: string, message: string): boolean;
  /** goes on after "the secret production/reader" */
  why(kind: string, message: string): string;
  next: string;
}

const oneOf =
  (...kinds: string[]) =>
  (kind: string) =>
    kinds.includes(kind);

const failures: Failure[] = [
  {
    code: 'target/secret-missing',
    matches: (kind, message) =>
      oneOf('InvalidRequestException')(kind) && /marked (for|as) delet|scheduled for deletion/i.test(message),
    why: () => 'is marked for deletion in AWS Secrets Manager, and cannot be read',
    next: 'restore it with "aws secretsmanager restore-secret", or name another one in the target',
  },
  {
    code: 'target/secret-missing',
    matches: oneOf('ResourceNotFoundException', 'ValidationException', 'InvalidParameterException'),
    why: () => 'is not in AWS Secrets Manager of this account and region, or has no value yet',
    next: 'check the name in the target, the region (AWS_REGION) and the account',
  },
  {
    code: 'target/secret-no-access',
    matches: (kind, message) =>
      oneOf('DecryptionFailure', 'DecryptionFailureException')(kind) || (denies(kind) && /kms/i.test(message)),
    why: () => 'may be read, but not decrypted: kms:Decrypt is missing',
    next: 'allow this role kms:Decrypt on the key that encrypts the secret, in the policy of the key as well',
  },
  {
    code: 'target/secret-no-access',
    matches: (kind) => denies(kind),
    why: () => 'may not be read by this role: secretsmanager:GetSecretValue is missing',
    next: 'allow this role secretsmanager:GetSecretValue on it; check and verify need "secret", only fix needs "fixSecret"',
  },
  {
    code: 'target/secret-unavailable',
    matches: (_, message) => /region is missing/i.test(message),
    why: () => 'could not be read: no AWS region is set',
    next: 'set AWS_REGION',
  },
  {
    code: 'target/secret-unavailable',
    matches: (kind, message) => unaccepted(kind) || /AWS_ACCESS_KEY_ID/.test(message),
    why: (kind) => `could not be read: there are no AWS credentials here that are accepted (${kind})`,
    next: 'log in to AWS ("aws sso login"), or set AWS_PROFILE, or give the function its role',
  },
];

const outOfReach: Failure = {
  code: 'target/secret-unavailable',
  matches: () => true,
  why: (kind, message) => `could not be read: Secrets Manager did not answer (${inShort(kind, message)})`,
  next: 'run again; in a VPC see that there is an interface endpoint for Secrets Manager, or a NAT',
};

const denies = oneOf('AccessDeniedException', 'AccessDenied', 'NotAuthorized', 'KMSAccessDeniedException');

const unaccepted = oneOf(
  'CredentialsProviderError',
  'ExpiredTokenException',
  'ExpiredToken',
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'TokenProviderError',
);

function detailsOf(error: unknown): { name: string; message: string } {
  const { name, message, code } = (typeof error === 'object' && error !== null ? error : {}) as Record<string, unknown>;
  const kind = typeof code === 'string' && (name === 'Error' || name === 'AggregateError') ? code : name;
  return { name: typeof kind === 'string' ? kind : 'Error', message: typeof message === 'string' ? message : '' };
}

function inShort(kind: string, message: string): string {
  const line = (message.split('\n')[0] ?? '').slice(0, 160);
  return line === '' || line === kind ? kind : `${kind}: ${line}`;
}

// Somebody may have written the secret itself where its name belongs. Names and ARNs have no other characters.
function shown(name: string): string {
  const isName = /^[\w/+=.@-]{1,512}$/.test(name) && !/\w:|:\/\//.test(name);
  return isName || /^arn:aws[\w-]*:secretsmanager:[\w-]*:\d*:secret:[\w/+=.@-]+$/.test(name)
    ? `the secret ${name}`
    : 'the secret (what names it is no name of a secret, and is not repeated here)';
}
