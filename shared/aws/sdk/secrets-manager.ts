// Of a package that is imported dynamically a bundle keeps everything; of this file it keeps these two.
export { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
