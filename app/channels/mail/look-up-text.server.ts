import { Resolver } from 'node:dns/promises'
import type { LookUpHosts } from './check-domain'
import type { LookUpText } from './check-sender'

/** Milliseconds that one server is waited for, and how often it is asked. */
const usualPatience = { timeout: 2_000, tries: 2 }

/** The codes of c-ares for a name that is not there, and for one without TXT. */
const nothingThere: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA'])

/**
 * Opens a resolver for TXT records, which asks the name servers of this machine.
 *
 * @param servers others, such as `127.0.0.1:5353`
 */
export function openLookUpText(patience = usualPatience, servers?: string[]): LookUpText {
  const resolver = new Resolver(patience)
  if (servers) resolver.setServers(servers)
  return async (name) => {
    try {
      const records = await resolver.resolveTxt(name)
      return { outcome: 'found', texts: records.map((parts) => parts.join('')) }
    } catch (error) {
      return { outcome: nothingThere.has((error as NodeJS.ErrnoException).code) ? 'none' : 'silent' }
    }
  }
}

/** Opens a resolver for names and addresses of mail servers. @param servers as for texts */
export function openLookUpHosts(patience = usualPatience, servers?: string[]): LookUpHosts {
  const resolver = new Resolver(patience)
  if (servers) resolver.setServers(servers)
  const orNull = async <T>(asked: Promise<T[]>): Promise<T[] | null> => {
    try {
      return await asked
    } catch (error) {
      return nothingThere.has((error as NodeJS.ErrnoException).code) ? [] : null
    }
  }
  return {
    async mailServers(domain) {
      const found = await orNull(resolver.resolveMx(domain))
      return found && found.toSorted((one, other) => one.priority - other.priority).map(({ exchange }) => exchange)
    },
    addresses: (host) => orNull(resolver.resolve4(host)),
    names: (address) => orNull(resolver.reverse(address)),
  }
}
