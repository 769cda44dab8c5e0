import type { Buckets } from "./buckets.ts";
import { logRetentionDays, type Settings } from "./settings.ts";

export type Media = ReturnType<typeof createMedia>;

/**
 * The function that opens what strangers upload: a container with Debian's
 * ffmpeg (infra/functions/media.Dockerfile), in a network of its own from which
 * only S3 can be reached, with rights to one folder of one bucket.
 */
export function createMedia({ privateBucket }: Buckets, { stage }: Settings) {
  const network = createNetwork();
  const repository = new aws.ecr.Repository("MediaImages", {
    imageScanningConfiguration: { scanOnPush: true },
    imageTagMutability: "IMMUTABLE_WITH_EXCLUSION",
    imageTagMutabilityExclusionFilters: [{ filter: "latest", filterType: "WILDCARD" }],
    encryptionConfigurations: [{ encryptionType: "AES256" }],
    forceDelete: stage !== "production",
  });
  const login = aws.ecr.getAuthorizationTokenOutput({ registryId: repository.registryId });
  const image = new dockerbuild.Image("MediaImage", {
    context: { location: $cli.paths.root },
    dockerfile: { location: "infra/functions/media.Dockerfile" },
    platforms: ["linux/arm64"],
    // The base is pinned; what Debian has mended since is taken at every deployment, and not what Docker remembers.
    noCache: true,
    push: true,
    tags: [$interpolate`${repository.repositoryUrl}:latest`],
    registries: [
      {
        address: repository.repositoryUrl,
        username: login.userName,
        password: login.password,
      },
    ],
  });
  const logGroup = new aws.cloudwatch.LogGroup("MediaLogs", {
    name: $interpolate`/aws/lambda/paroles-${$app.stage}-media`,
    retentionInDays: logRetentionDays,
  });
  const fn = new aws.lambda.Function("Media", {
    name: $interpolate`paroles-${$app.stage}-media`,
    packageType: "Image",
    imageUri: image.ref,
    architectures: ["arm64"],
    role: createRole(privateBucket, logGroup).arn,
    memorySize: 2_048,
    timeout: 240,
    ephemeralStorage: { size: 1_024 },
    environment: { variables: { PAROLES_PRIVATE_BUCKET: privateBucket.name } },
    loggingConfig: { logFormat: "Text", logGroup: logGroup.name },
    vpcConfig: { subnetIds: [network.subnet.id], securityGroupIds: [network.group.id] },
  });
  return { fn, logGroup };
}

/** No way out but to S3 in this region; the gateway costs nothing. */
function createNetwork() {
  const region = aws.getRegionOutput().region;
  const vpc = new aws.ec2.Vpc("MediaVpc", { cidrBlock: "10.70.0.0/24", enableDnsSupport: true });
  const subnet = new aws.ec2.Subnet("MediaSubnet", { vpcId: vpc.id, cidrBlock: "10.70.0.0/25" });
  const routes = new aws.ec2.RouteTable("MediaRoutes", { vpcId: vpc.id, routes: [] });
  new aws.ec2.RouteTableAssociation("MediaRouting", {
    subnetId: subnet.id,
    routeTableId: routes.id,
  });
  const s3 = new aws.ec2.VpcEndpoint("MediaS3", {
    vpcId: vpc.id,
    serviceName: $interpolate`com.amazonaws.${region}.s3`,
    vpcEndpointType: "Gateway",
    routeTableIds: [routes.id],
  });
  const group = new aws.ec2.SecurityGroup("MediaGroup", {
    vpcId: vpc.id,
    description: "Sound machine: nothing in, S3 out",
    ingress: [],
    egress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [s3.prefixListId] }],
  });
  return { subnet, group };
}

function createRole(bucket: Buckets["privateBucket"], logGroup: aws.cloudwatch.LogGroup) {
  const role = new aws.iam.Role("MediaRole", {
    assumeRolePolicy: aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" }),
    // Lets Lambda put the function into its network; the function itself cannot use it for anything.
    managedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaENIManagementAccess"],
  });
  new aws.iam.RolePolicy("MediaPolicy", {
    role: role.name,
    policy: aws.iam.getPolicyDocumentOutput({
      statements: [
        { actions: ["s3:GetObject"], resources: [$interpolate`${bucket.arn}/media/*`] },
        { actions: ["s3:PutObject"], resources: [$interpolate`${bucket.arn}/media/*/out/*`] },
        {
          actions: ["s3:ListBucket"],
          resources: [bucket.arn],
          conditions: [{ test: "StringLike", variable: "s3:prefix", values: ["media/*"] }],
        },
        {
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: [$interpolate`${logGroup.arn}:*`],
        },
      ],
    }).json,
  });
  return role;
}
