/**
 * Normalizes an address so that every spelling of a mailbox compares equal. For comparison only: mail always goes to
 * the address as typed. Tags (`rosa+firme@`) reach the same mailbox almost everywhere; dots are ignored only by Gmail.
 */
export function foldEmail(address: string): string {
  const at = address.lastIndexOf('@')
  let mailbox = address.slice(0, at).toLowerCase()
  let domain = address.slice(at + 1).toLowerCase()
  const tag = mailbox.indexOf('+')
  if (tag > 0) mailbox = mailbox.slice(0, tag)
  if (domain === 'googlemail.com') domain = 'gmail.com'
  if (domain === 'gmail.com') mailbox = mailbox.replaceAll('.', '')
  return `${mailbox}@${domain}`
}

/** The part after the @, normalized. */
export function domainOf(address: string): string {
  return foldEmail(address).slice(foldEmail(address).lastIndexOf('@') + 1)
}

/** Normalizes a name for comparison: case, accents, punctuation and spacing are ignored. */
export function foldName(givenName: string, familyName: string): string {
  return `${givenName} ${familyName}`
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
