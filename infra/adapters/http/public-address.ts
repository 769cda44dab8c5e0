import { BlockList, isIP } from "node:net";

/** IANA's special-purpose IPv4 blocks: this machine, its networks, and what is routed nowhere. */
const special = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  special.addSubnet(network, prefix, "ipv4");
}

/** IPv6 that leads to other hosts is 2000::/3; of that, what wraps an IPv4 address or is for documents does not. */
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");
const wrapped = new BlockList();
wrapped.addSubnet("2001::", 23, "ipv6");
wrapped.addSubnet("2001:db8::", 32, "ipv6");
wrapped.addSubnet("2002::", 16, "ipv6");
wrapped.addSubnet("3fff::", 20, "ipv6");

/** Whether an IP address belongs to the public internet; anything that is none does not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !special.check(address, "ipv4");
    case 6:
      return global.check(address, "ipv6") && !wrapped.check(address, "ipv6");
    default:
      return false;
  }
}

const linkLocal = new BlockList();
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");

/**
 * Whether an IP address may be asked when the operator has opened the private
 * networks too: all but the link-local ones, where clouds keep the machine's own
 * credentials and no podcast is.
 */
export function isReachableAddress(address: string): boolean {
  const family = isIP(address);
  return family !== 0 && !linkLocal.check(address, family === 4 ? "ipv4" : "ipv6");
}
