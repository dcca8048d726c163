import { Annotations } from 'aws-cdk-lib';
import {
  GatewayVpcEndpointAwsService as Gateway,
  type GatewayVpcEndpointAwsService,
  InterfaceVpcEndpointAwsService as Interface,
  InterfaceVpcEndpoint,
  type ISecurityGroup,
  type IVpc,
  Port,
  SecurityGroup,
  type SubnetSelection,
  SubnetType,
} from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import type { Callers } from './callers.ts';

export const endpointNames = [
  's3',
  'secretsmanager',
  'sns',
  'lambda',
  'codepipeline',
  'codedeploy',
  'cloudformation',
] as const;
export type Endpoint = (typeof endpointNames)[number];

/** Where the functions reach a database that has no public address, such as one at RDS. */
export interface LockstepNetwork {
  vpc: IVpc;
  /** @default the private subnets with a way out, else the isolated ones */
  subnets?: SubnetSelection | undefined;
  /**
   * Security groups of the functions.
   * @default one is made; let it in at the database: `database.connections.allowDefaultPortFrom(lockstep)`
   */
  securityGroups?: ISecurityGroup[] | undefined;
  /**
   * Endpoints to make in the VPC for what the functions call. Leave out those that it has, and give `[]` where a NAT
   * gateway leads out: each costs about 7.30 USD a month and availability zone, but `s3`, which is free.
   * @default s3, secretsmanager, sns and lambda, with codepipeline and codedeploy where `callers` has them, and cloudformation
   * where a gate stands
   */
  endpoints?: Endpoint[] | undefined;
}

/** What of a VPC the functions are given. */
export interface Placement {
  vpc: IVpc;
  vpcSubnets: SubnetSelection;
  securityGroups: ISecurityGroup[];
}

const interfaces = {
  secretsmanager: Interface.SECRETS_MANAGER,
  sns: Interface.SNS,
  lambda: Interface.LAMBDA,
  codepipeline: Interface.CODEPIPELINE,
  codedeploy: Interface.CODEDEPLOY,
  cloudformation: Interface.CLOUDFORMATION,
};

/** What the functions call, whoever calls them. */
const always: Endpoint[] = ['s3', 'secretsmanager', 'sns', 'lambda'];

export function placementIn(scope: Construct, network: LockstepNetwork, callers: Callers = {}): Placement {
  const { vpc } = network;
  const placement = {
    vpc,
    vpcSubnets: network.subnets ?? usualSubnets(vpc),
    securityGroups: network.securityGroups ?? [
      new SecurityGroup(scope, 'SecurityGroup', { vpc, description: 'The functions of Lockstep' }),
    ],
  };
  const wanted = network.endpoints ?? [...always, ...endpointsOf(callers)];
  const others = wanted.filter((name) => name !== 's3');
  if (wanted.includes('s3')) addGateway(scope, placement, Gateway.S3);
  addInterfaces(scope, placement, others);
  return placement;
}

/** Says at synthesis that GitHub cannot be told anything, where that is known: of subnets from elsewhere it is not. */
export function warnOfNoWayOut(scope: Construct, { vpc, vpcSubnets }: Placement): void {
  const { subnets } = vpc.selectSubnets(vpcSubnets);
  if (!subnets.every((subnet) => vpc.isolatedSubnets.includes(subnet))) return;
  const message =
    'github is set, and the subnets of the functions have no way out to it: use subnets with a NAT gateway, or routes of your own';
  Annotations.of(scope).addWarningV2('lockstep:githubWithoutWayOut', message);
}

/** Adds what a gate's function asks, where the construct decides which endpoints there are. */
export function reachCloudFormation(scope: Construct, network: LockstepNetwork, placement: Placement): void {
  const isThere = scope.node.tryFindChild(idOf('cloudformation')) !== undefined;
  if (network.endpoints === undefined && !isThere) addInterfaces(scope, placement, ['cloudformation']);
}

function endpointsOf({ codePipeline, codeDeploy }: Callers): Endpoint[] {
  return [...(codePipeline ? (['codepipeline'] as const) : []), ...(codeDeploy ? (['codedeploy'] as const) : [])];
}

function usualSubnets(vpc: IVpc): SubnetSelection {
  const type = vpc.privateSubnets.length > 0 ? SubnetType.PRIVATE_WITH_EGRESS : SubnetType.PRIVATE_ISOLATED;
  return { subnetType: type };
}

function addGateway(scope: Construct, { vpc, vpcSubnets }: Placement, service: GatewayVpcEndpointAwsService): void {
  vpc.addGatewayEndpoint(`${scope.node.id}S3`, { service, subnets: [vpcSubnets] });
}

function addInterfaces(scope: Construct, placement: Placement, names: Exclude<Endpoint, 's3'>[]): void {
  const { vpc, vpcSubnets: subnets } = placement;
  for (const name of names) {
    new InterfaceVpcEndpoint(scope, idOf(name), {
      vpc,
      service: interfaces[name],
      subnets,
      securityGroups: [groupOfEndpoints(scope, placement)],
      open: false,
    });
  }
}

const idOf = (name: Endpoint) => `Endpoint-${name}`;

/** One for all of them, made with the first. */
function groupOfEndpoints(scope: Construct, { vpc, securityGroups: callers }: Placement): ISecurityGroup {
  const id = 'EndpointSecurityGroup';
  const made = scope.node.tryFindChild(id) as SecurityGroup | undefined;
  if (made) return made;
  const description = 'The endpoints that the functions of Lockstep call';
  const group = new SecurityGroup(scope, id, { vpc, description });
  for (const caller of callers) group.connections.allowFrom(caller, Port.tcp(443));
  return group;
}
