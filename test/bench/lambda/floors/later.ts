/** The same, loaded by the first event as Lockstep does it. */
export const handler = async () => {
  const [secrets, sns, neon, pg] = await Promise.all([
    import('@aws-sdk/client-secrets-manager'),
    import('@aws-sdk/client-sns'),
    import('@neondatabase/serverless'),
    import('pg'),
  ]);
  return [
    secrets.GetSecretValueCommand,
    secrets.SecretsManagerClient,
    sns.PublishCommand,
    sns.SNSClient,
    neon.Client,
    pg.default.Client,
  ].length;
};
