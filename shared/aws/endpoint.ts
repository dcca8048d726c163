/** The services that are called without an SDK client. */
export type SignedService = 's3' | 'lambda' | 'codepipeline' | 'codedeploy' | 'cloudformation';

export interface Endpoint {
  /** without a slash at its end */
  url: string;
  region: string;
  /** somebody set it: one host for everything, as test servers and S3's imitations are */
  own: boolean;
}

/**
 * Where a service is reached, by the variables that the SDKs know: AWS_ENDPOINT_URL_S3 (or _LAMBDA and so on), AWS_ENDPOINT_URL,
 * else the public one of AWS_REGION or AWS_DEFAULT_REGION.
 * @throws Error where no region is set
 */
export function endpointOf(service: SignedService): Endpoint {
  const { env } = process;
  const region = env.AWS_REGION || env.AWS_DEFAULT_REGION;
  if (!region) throw new Error('no AWS region is set: set AWS_REGION');
  const own = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
  if (own) return { url: own.replace(/\/+$/, ''), region, own: true };
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  return { url: `https://${service}.${region}.${domain}`, region, own: false };
}
