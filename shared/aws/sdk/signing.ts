// Of a package that is imported dynamically a bundle keeps everything; of this file it keeps these two.
export { defaultProvider } from '@aws-sdk/credential-provider-node';
export { AwsClient } from 'aws4fetch';
