import { Client } from 'pg';

/** A new connection for `use`, with the messages that were sent counted. */
export async function connected<Result>(url: string, use: (session: Counted) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(new Counted(client));
  } finally {
    await client.end();
  }
}

export type Cell = string | number | boolean | null;

/** A connection that counts its round trips; rows come as arrays. */
export class Counted {
  roundTrips = 0;
  readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }

  /** The rows of a message, which may hold several statements, one after the other. */
  async rows(text: string): Promise<Cell[][]> {
    this.roundTrips += 1;
    const answers = await this.client.query<Cell[]>({ text, rowMode: 'array' });
    return (Array.isArray(answers) ? answers : [answers]).flatMap(({ rows }) => rows);
  }

  /** What a DO block raised with RAISE INFO. */
  async notices(text: string): Promise<string[]> {
    const heard: string[] = [];
    const hear = ({ message }: { message?: string | undefined }) => heard.push(message ?? '');
    this.client.on('notice', hear);
    await this.rows(text);
    this.client.off('notice', hear);
    return heard;
  }
}
