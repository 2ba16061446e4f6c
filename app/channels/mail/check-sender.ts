import { cutForJson } from '~/ui/forms/text'

/** Characters of a record that are shown. */
const mostShown = 500
/** How many domains above one are asked for a policy: those nearest to the top. */
const mostAbove = 5

/** What the DNS says about one name: its TXT records, that it has none, or nothing in time. */
export type LookUpText = (
  name: string,
) => Promise<{ outcome: 'found'; texts: string[] } | { outcome: 'none' } | { outcome: 'silent' }>

/** What the mail channel signs with (DKIM): where the key is found, and its public half in base64. */
interface SigningKey {
  selector: string
  publicKey: string
}

/**
 * What is wrong with a line, if anything. `other-key`: not the one we sign with. `several`: receivers take none of them.
 * `wrong`: cannot be read, or lets everybody send. `silent`: nobody answered. `no-key`: we sign nothing.
 */
export type Verdict = 'good' | 'missing' | 'other-key' | 'several' | 'wrong' | 'silent' | 'no-key'

/** A line of the DNS that receivers of mail look for. */
export interface DnsLine {
  kind: 'dkim' | 'dmarc' | 'spf'
  /** Full name of the TXT record; '' while we do not know it. */
  name: string
  /** What to put there; '' when nothing can be said. */
  value: string
  /** What is there; null for nothing. */
  found: string | null
  verdict: Verdict
}

/** The address to check, and how its mail leaves. */
export interface SenderToCheck {
  /** Of the address. */
  domain: string
  key: SigningKey | null
  /** Where mail that comes back goes: the name whose SPF receivers look up. */
  returnDomain: string
  /** Name of the server that mail leaves by. */
  mailHost: string
}

/**
 * Checks the lines that let mail come from an address: DKIM and DMARC at its domain, and SPF at that of the return path.
 *
 * `isAligned`: signed mail from this address passes DMARC, by DKIM, since the signature names its very domain. SPF cannot
 * do that for a domain other than that of the return path, so it is reported and decides nothing. Null: nobody answered,
 * so what was known before still holds.
 *
 * @see RFC 6376 §3.6.2 (DKIM), RFC 7489 §3.1 and §6.6.3 (DMARC), RFC 7208 §4.5 (SPF)
 */
export async function checkSender(
  lookUp: LookUpText,
  sender: SenderToCheck,
): Promise<{ lines: DnsLine[]; isAligned: boolean | null }> {
  const lines = await Promise.all([
    checkDkim(lookUp, sender),
    checkDmarc(lookUp, sender.domain),
    checkSpf(lookUp, sender),
  ])
  const deciding = lines.filter(({ kind }) => kind !== 'spf').map(({ verdict }) => verdict)
  const isBroken = deciding.some((verdict) => verdict !== 'good' && verdict !== 'silent')
  return {
    // Anybody can write anything into their DNS.
    lines: lines.map((line) => ({ ...line, found: line.found && cutForJson(line.found, mostShown) })),
    isAligned: isBroken ? false : deciding.includes('silent') ? null : true,
  }
}

/** The key that we sign with, at the domain in the signature. */
export async function checkDkim(
  lookUp: LookUpText,
  { domain, key }: Pick<SenderToCheck, 'domain' | 'key'>,
): Promise<DnsLine> {
  if (!key) return { kind: 'dkim', name: '', value: '', found: null, verdict: 'no-key' }
  const line = {
    kind: 'dkim' as const,
    name: `${key.selector}._domainkey.${domain}`,
    value: `v=DKIM1; k=rsa; p=${key.publicKey}`,
  }
  const there = await lookUp(line.name)
  if (there.outcome !== 'found') return { ...line, found: null, verdict: absent(there.outcome) }
  const keys = there.texts.filter((text) => tagsOf(text).has('p'))
  const [found] = keys
  const verdict = !found
    ? 'missing'
    : keys.length > 1
      ? 'several'
      : tagsOf(found).get('p')!.replace(/\s/g, '') === key.publicKey
        ? 'good'
        : 'other-key'
  return { ...line, found: found ?? null, verdict }
}

/** Receivers look at the domain itself, then at those above it. */
export async function checkDmarc(lookUp: LookUpText, domain: string): Promise<DnsLine> {
  const labels = domain.split('.')
  const line = { kind: 'dmarc' as const, value: 'v=DMARC1; p=none' }
  const above = labels.slice(1, -1).map((_, up) => labels.slice(up + 1).join('.'))
  for (const asked of [domain, ...above.slice(-mostAbove)]) {
    const name = `_dmarc.${asked}`
    const there = await lookUp(name)
    if (there.outcome === 'silent') return { ...line, name, found: null, verdict: 'silent' }
    const policies = there.outcome === 'found' ? there.texts.filter((text) => /^v\s*=\s*DMARC1\b/.test(text)) : []
    const [found] = policies
    if (!found) continue
    const isReadable = /^(none|quarantine|reject)$/i.test(tagsOf(found).get('p') ?? '')
    return { ...line, name, found, verdict: policies.length > 1 ? 'several' : isReadable ? 'good' : 'wrong' }
  }
  return { ...line, name: `_dmarc.${domain}`, found: null, verdict: 'missing' }
}

/** Who may send with our return path. */
export async function checkSpf(
  lookUp: LookUpText,
  { returnDomain, mailHost }: Pick<SenderToCheck, 'returnDomain' | 'mailHost'>,
): Promise<DnsLine> {
  const line = { kind: 'spf' as const, name: returnDomain, value: `v=spf1 a:${mailHost} ~all` }
  const there = await lookUp(returnDomain)
  if (there.outcome !== 'found') return { ...line, found: null, verdict: absent(there.outcome) }
  const policies = there.texts.filter((text) => /^v=spf1(\s|$)/i.test(text))
  const [found] = policies
  const verdict = !found
    ? 'missing'
    : policies.length > 1
      ? 'several'
      : /(^|\s)\+?all(\s|$)/i.test(found)
        ? 'wrong'
        : 'good'
  return { ...line, found: found ?? null, verdict }
}

function absent(outcome: 'none' | 'silent'): Verdict {
  return outcome === 'none' ? 'missing' : 'silent'
}

/** The tags of a record such as `v=DKIM1; p=…` (RFC 6376 §3.2). */
function tagsOf(text: string): Map<string, string> {
  return new Map(
    text.split(';').flatMap((tag): [string, string][] => {
      const at = tag.indexOf('=')
      return at > 0 ? [[tag.slice(0, at).trim().toLowerCase(), tag.slice(at + 1).trim()]] : []
    }),
  )
}
