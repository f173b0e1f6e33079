import ipaddr from 'ipaddr.js'

const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number]

/**
 * Whether an address is one of the public internet. All else is refused: this machine, private networks, link-local ones (where clouds keep their
 * metadata), carriers' NAT, multicast, what is reserved (RFC 6890), and the forms of IPv6 that carry an IPv4 address within (mapped, 6to4, Teredo, NAT64),
 * behind which any of these could hide.
 */
export function isPublicAddress(text: string): boolean {
  // an IPv6 address may name an interface, which only means something on this machine
  if (text.includes('%') || !ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || (address as ipaddr.IPv6).match(globalUnicast)
}
