import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import pg from 'pg';

/** The same with `pg` as the only driver. */
export const handler = async () =>
  [GetSecretValueCommand, SecretsManagerClient, PublishCommand, SNSClient, pg.Client].length;
