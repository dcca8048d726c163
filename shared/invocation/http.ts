/** One HTTP request, whoever received it. */
export interface HttpCall {
  method: string;
  /** without host and query: "/check" */
  path: string;
  query: URLSearchParams;
  /** names in lower case */
  headers: Record<string, string>;
  /** the bytes as they were received: signatures are over these */
  body: Buffer;
  /** whom AWS_IAM let in, as an ARN: AWS checked the signature; null where it did not */
  iam: string | null;
  /** of HTTP, "1.1", where whoever received it knows */
  version?: string;
  /** "https://abc.lambda-url.eu-central-1.on.aws" as AWS says it; null where nobody trustworthy says it */
  origin: string | null;
}

export interface HttpAnswer {
  status: number;
  /** names in lower case */
  headers: Record<string, string>;
  body: string;
}
