import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import * as rds from '@aws-sdk/client-rds';
import { isSigned } from '../../support/aws/signature.ts';
import { whenTheFileEnds } from '../../support/endings.ts';

/** What it knows of the key AKIATESTTESTTESTTEST, and whoever signs with it should. */
export const secretAccessKey = 'secret-access-key-of-the-tests';

export interface FakeSnapshot {
  id: string;
  of: string;
  /** statuses that it goes through, the last for ever */
  statuses: string[];
  tag?: string;
  at?: string;
}

export interface RdsService {
  url: string;
  snapshots: FakeSnapshot[];
  calls: { action: string; input: Record<string, string> }[];
  /** fields of the instance as XML, beside its class and groups */
  instance: string;
  cluster: string;
  /** what a new snapshot goes through */
  statuses: string[];
  /** answers an action with an error of RDS from now on */
  fail(action: string, code: string, message?: string): void;
}

/** The published fields of a message: their names, and how many of them have to be there. */
export function fieldsOf(message: string): { names: string[]; required: number } {
  const [, , , , names, , required = 0] = (rds as unknown as Record<string, unknown[]>)[`${message}$`] ?? [];
  if (names === undefined) throw new Error(`RDS has no ${message}`);
  return { names: names as string[], required: required as number };
}

/** RDS's Query protocol: every field that it is sent is held against what AWS publishes for that action. */
export async function rdsService(): Promise<RdsService> {
  const troubles = new Map<string, { code: string; message: string }>();
  const service: RdsService = {
    url: '',
    snapshots: [],
    calls: [],
    instance: '',
    cluster: '',
    statuses: ['creating', 'available'],
    fail: (action, code, message = 'it does not work') => troubles.set(action, { code, message }),
  };
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(request, service, troubles).catch((error: Error) =>
      failure('TestFailed', error.message),
    );
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  whenTheFileEnds(() => {
    server.closeAllConnections();
    server.close();
  });
  service.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return service;
}

interface Reply {
  status: number;
  body: string;
}

async function answer(
  request: IncomingMessage,
  service: RdsService,
  troubles: Map<string, { code: string; message: string }>,
): Promise<Reply> {
  const { method = '', url = '', headers } = request;
  const body = await text(request);
  const { Action: action = '', Version, ...input } = Object.fromEntries(new URLSearchParams(body));
  const isForHere = /Credential=AKIATESTTESTTESTTEST\/\d+\/eu-central-1\/rds\//.test(headers.authorization ?? '');
  if (!isForHere || !(await isSigned({ method, url, headers, body }, secretAccessKey))) {
    return failure('SignatureDoesNotMatch', 'The request signature we calculated does not match');
  }
  if (method !== 'POST' || url !== '/' || Version !== '2014-10-31') throw new Error('no call of RDS');
  check(action, input);
  service.calls.push({ action, input });
  const trouble = troubles.get(action);
  if (trouble) return failure(trouble.code, trouble.message);
  return {
    status: 200,
    body: `<${action}Response><${action}Result>${handled(action, input, service)}</${action}Result></${action}Response>`,
  };
}

function failure(code: string, message: string): Reply {
  const body = `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return { status: 400, body };
}

const inputs: Record<string, string> = { DescribeDBClusters: 'DescribeDBClustersMessage' };

function check(action: string, input: Record<string, string>): void {
  const { names, required } = fieldsOf(inputs[action] ?? `${action}Message`);
  const given = [...new Set(Object.keys(input).map((key) => key.split('.')[0] ?? ''))];
  const unknown = given.filter((name) => !names.includes(name));
  const missing = names.slice(0, required).filter((name) => !given.includes(name));
  if (unknown.length + missing.length > 0) throw new Error(`${action}: unknown ${unknown}, missing ${missing}`);
  for (const [name, value] of Object.entries(input)) {
    if (!/^(DBSnapshotIdentifier|DBClusterSnapshotIdentifier)$/.test(name)) continue;
    const most = name.includes('Cluster') ? 63 : 255;
    if (!/^[a-z](?:-?[a-z0-9])*$/i.test(value) || value.length > most) throw new Error(`${value} is no ${name}`);
  }
}

function handled(action: string, input: Record<string, string>, service: RdsService): string {
  const cluster = action.includes('Cluster') ? 'Cluster' : '';
  const id = input[`DB${cluster}SnapshotIdentifier`];
  const of = input[cluster ? 'DBClusterIdentifier' : 'DBInstanceIdentifier'];
  switch (action) {
    case 'DescribeDBInstances':
      return `<DBInstances><DBInstance><DBInstanceIdentifier>${of}</DBInstanceIdentifier><DBInstanceClass>db.t4g.medium</DBInstanceClass>${service.instance}</DBInstance></DBInstances>`;
    case 'DescribeDBClusters':
      return `<DBClusters><DBCluster><DBClusterIdentifier>${of}</DBClusterIdentifier>${service.cluster}</DBCluster></DBClusters>`;
    case 'CreateDBSnapshot':
    case 'CreateDBClusterSnapshot': {
      const tag = input['Tags.Tag.1.Key'] === 'lockstep' ? input['Tags.Tag.1.Value'] : undefined;
      service.snapshots.push({ id: id ?? '', of: of ?? '', statuses: [...service.statuses], ...(tag && { tag }) });
      return '';
    }
    case 'DeleteDBSnapshot':
    case 'DeleteDBClusterSnapshot':
      service.snapshots = service.snapshots.filter((each) => each.id !== id);
      return '';
    default:
      return listed(service, { cluster, id, of, marker: input.Marker });
  }
}

/** In pages of two. */
function listed(
  service: RdsService,
  {
    cluster,
    id,
    of,
    marker,
  }: { cluster: string; id: string | undefined; of: string | undefined; marker: string | undefined },
): string {
  const found = service.snapshots.filter((each) => each.of === of && (id === undefined || each.id === id));
  const from = Number(marker ?? 0);
  const next = from + 2 < found.length ? `<Marker>${from + 2}</Marker>` : '';
  const noun = `DB${cluster}Snapshot`;
  const items = found.slice(from, from + 2).map((each) => {
    const status = each.statuses.length > 1 ? each.statuses.shift() : each.statuses[0];
    const tags =
      each.tag === undefined ? '' : `<TagList><Tag><Key>lockstep</Key><Value>${each.tag}</Value></Tag></TagList>`;
    const at = `<SnapshotCreateTime>${each.at ?? '2026-11-21T09:00:00.000Z'}</SnapshotCreateTime>`;
    return `<${noun}><${noun}Identifier>${each.id}</${noun}Identifier><Status>${status}</Status><PercentProgress>40</PercentProgress>${at}${tags}</${noun}>`;
  });
  return `${next}<${noun}s>${items.join('')}</${noun}s>`;
}
