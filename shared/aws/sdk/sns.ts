// Of a package that is imported dynamically a bundle keeps everything; of this file it keeps these two.
export { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
