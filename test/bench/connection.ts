import { Client } from 'pg';

/** A connection that counts its round trips. */
export interface Counted {
  readonly roundTrips: number;
  /** The rows of a message as arrays; of one that holds several statements, one after the other. */
  rows(text: string): Promise<Cell[][]>;
  /** What a DO block raised with RAISE INFO. */
  notices(text: string): Promise<string[]>;
}

export type Cell = string | number | boolean | null;

/** A new connection for `use`, closed when that is done. */
export async function connected<Result>(url: string, use: (session: Counted) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(counted(client));
  } finally {
    await client.end();
  }
}

function counted(client: Client): Counted {
  let roundTrips = 0;
  const rows = async (text: string) => {
    roundTrips += 1;
    const answers = await client.query<Cell[]>({ text, rowMode: 'array' });
    return (Array.isArray(answers) ? answers : [answers]).flatMap((answer) => answer.rows);
  };
  const notices = async (text: string) => {
    const heard: string[] = [];
    const hear = ({ message }: { message?: string | undefined }) => heard.push(message ?? '');
    client.on('notice', hear);
    await rows(text);
    client.off('notice', hear);
    return heard;
  };
  return {
    get roundTrips() {
      return roundTrips;
    },
    rows,
    notices,
  };
}
