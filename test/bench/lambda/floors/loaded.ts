import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { Client as NeonClient } from '@neondatabase/serverless';
import pg from 'pg';

/** What every function like ours has to load: both drivers, both clients of the SDK; nothing of Lockstep. */
export const handler = async () =>
  [GetSecretValueCommand, SecretsManagerClient, PublishCommand, SNSClient, NeonClient, pg.Client].length;
