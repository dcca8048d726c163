import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, type LifecycleRule } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

/** How long the archive remembers calls, so that one that comes twice is answered without a second run. */
const callsFor = Duration.days(2);

/** The bucket of all reports: private, encrypted, reached by TLS only, kept when the stack is deleted. */
export function archiveFor(scope: Construct, { reports }: { reports: Duration }): Bucket {
  const archive = new Bucket(scope, 'Archive', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      { id: 'reports', prefix: 'reports/', expiration: reports },
      { id: 'calls', prefix: 'calls/', expiration: callsFor },
      { id: 'uploads', abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ] satisfies LifecycleRule[],
  });
  Validations.of(archive).acknowledge({
    id: 'AwsSolutions-S1',
    reason: 'Three roles write reports to it, which their own logs say; access logs would need a second bucket.',
  });
  return archive;
}
