import { cutForJson } from '~/ui/forms/text'
import { checkDkim, checkDmarc, checkSpf, type LookUpText, type SenderToCheck, type Verdict } from './check-sender'

/** What the DNS says about names of servers; null: nobody answered in time. */
export interface LookUpHosts {
  /** Where mail to a domain goes, the first choice first. */
  mailServers(domain: string): Promise<string[] | null>
  addresses(host: string): Promise<string[] | null>
  /** The names of an address. */
  names(address: string): Promise<string[] | null>
}

/** One thing that receivers of our mail, or whoever answers it, look for in the DNS. */
export interface DomainLine {
  kind: 'spf' | 'dkim' | 'dmarc' | 'ptr' | 'mx' | 'tls'
  type: 'TXT' | 'PTR' | 'MX'
  /** Where it stands; '' while we do not know. */
  name: string
  /** What to put there; '' when there is nothing to copy. */
  value: string
  /** What is there; null for nothing. */
  found: string | null
  verdict: Verdict
}

/** The domain that our mail comes from, and how it leaves. */
export interface DomainToCheck extends SenderToCheck {
  /** The domain in our DKIM signature; null when we sign nothing. */
  signingDomain: string | null
}

const mostShown = 500

/**
 * Checks how the domain of our mail stands in the DNS: who may send for it, what we sign with, what receivers do with mail
 * that is neither, whether our mail server has a name that leads back to it, whether answers and bounces reach us, and whether
 * they come encrypted.
 *
 * @see https://support.google.com/mail/answer/81126 (what Gmail requires of senders)
 */
export async function checkDomain(
  lookUp: LookUpText,
  hosts: LookUpHosts,
  { signingDomain, ...sender }: DomainToCheck,
): Promise<DomainLine[]> {
  const lines = await Promise.all([
    checkSpf(lookUp, sender).then(asText),
    checkDkim(lookUp, { ...sender, domain: signingDomain ?? sender.domain }).then(asText),
    checkDmarc(lookUp, sender.domain).then(asText),
    checkName(hosts, sender.mailHost),
    checkMailServers(hosts, sender.returnDomain),
    checkTls(lookUp, sender.returnDomain),
  ])
  return lines.map((line) => ({ ...line, found: line.found && cutForJson(line.found, mostShown) }))
}

function asText(line: Omit<DomainLine, 'type'>): DomainLine {
  return { ...line, type: 'TXT' }
}

/** Gmail requires that the address of a mail server has a name, and that the name leads back to the address. */
async function checkName(hosts: LookUpHosts, mailHost: string): Promise<DomainLine> {
  const line = { kind: 'ptr' as const, type: 'PTR' as const, value: mailHost }
  const addresses = await hosts.addresses(mailHost)
  const [address] = addresses ?? []
  if (address === undefined) return { ...line, name: mailHost, found: null, verdict: addresses ? 'missing' : 'silent' }
  const names = await hosts.names(address)
  if (names === null) return { ...line, name: address, found: null, verdict: 'silent' }
  const [found] = names
  if (found === undefined) return { ...line, name: address, found: null, verdict: 'missing' }
  for (const name of names.slice(0, 5)) {
    const back = await hosts.addresses(name)
    if (back === null) return { ...line, name: address, found, verdict: 'silent' }
    if (back.includes(address)) return { ...line, name: address, found: name, verdict: 'good' }
  }
  return { ...line, name: address, found, verdict: 'wrong' }
}

/** A domain without one takes no answers and no bounces. A single dot says so on purpose (RFC 7505). */
async function checkMailServers(hosts: LookUpHosts, domain: string): Promise<DomainLine> {
  const line = { kind: 'mx' as const, type: 'MX' as const, name: domain, value: '' }
  const servers = await hosts.mailServers(domain)
  if (servers === null) return { ...line, found: null, verdict: 'silent' }
  const found = servers.filter((server) => server !== '' && server !== '.')
  return {
    ...line,
    found: found.join(', ') || null,
    verdict: found.length > 0 ? 'good' : servers.length > 0 ? 'wrong' : 'missing',
  }
}

/**
 * Whether the domain tells other servers to send to it only encrypted, or at least asks them to report when they could not.
 * Our own mail never leaves without encryption (`mailer.server.ts`).
 *
 * @see RFC 8461 (MTA-STS), RFC 8460 (TLS reporting)
 */
async function checkTls(lookUp: LookUpText, domain: string): Promise<DomainLine> {
  const line = {
    kind: 'tls' as const,
    type: 'TXT' as const,
    name: `_smtp._tls.${domain}`,
    value: `v=TLSRPTv1; rua=mailto:postmaster@${domain}`,
  }
  const there = await Promise.all([`_mta-sts.${domain}`, line.name].map(lookUp))
  const found = there
    .flatMap((one) => (one.outcome === 'found' ? one.texts : []))
    .find((text) => /^v=(STSv1|TLSRPTv1)\s*;/i.test(text))
  if (found) return { ...line, found, verdict: 'good' }
  return { ...line, found: null, verdict: there.some((one) => one.outcome === 'silent') ? 'silent' : 'missing' }
}
