let networks = 0

/** Headers of somebody who comes from a network of their own, through the proxy that a test's site trusts. */
export function fromNewNetwork(): { 'x-forwarded-for': string } {
  networks += 1
  return { 'x-forwarded-for': `10.${(networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}` }
}
