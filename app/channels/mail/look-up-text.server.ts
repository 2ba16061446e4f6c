import { Resolver } from 'node:dns/promises'
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
