import { BlockList, isIP } from 'node:net'

/** Networks that are not the public internet: RFC 6890 and its successors in IANA's special-purpose registries. */
const SPECIAL_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]
/** Inside 2000::/3, the only block assigned to public hosts. Transition prefixes hide an IPv4 address: refused too. */
const SPECIAL_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16']

const block = (networks: readonly string[], family: 'ipv4' | 'ipv6'): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address, bits] = network.split('/')
    list.addSubnet(address!, Number(bits), family)
  }
  return list
}

const V4 = block(SPECIAL_V4, 'ipv4')
const V6 = block(SPECIAL_V6, 'ipv6')
const GLOBAL_V6 = block(['2000::/3'], 'ipv6')

/**
 * Whether an IP address belongs to a host of the public internet. Loopback, private, link-local, shared (CGNAT),
 * documentation, multicast and reserved addresses do not, in IPv4, in IPv6, and as IPv4 written into IPv6.
 */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) only exists on a local link.
  switch (isIP(address)) {
    case 4:
      return !V4.check(address, 'ipv4')
    case 6:
      return !address.includes('%') && GLOBAL_V6.check(address, 'ipv6') && !V6.check(address, 'ipv6')
    default:
      return false
  }
}
