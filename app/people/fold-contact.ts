/**
 * One spelling for each mailbox, for recognising it only: mail always goes to the address as it was typed. Tags
 * (`rosa+firme@`) lead to the same mailbox almost everywhere; dots do so at Gmail.
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

/** What stands after the @, in one spelling. */
export function domainOf(address: string): string {
  return foldEmail(address).slice(foldEmail(address).lastIndexOf('@') + 1)
}

/** One spelling for each name: case, accents, punctuation and spacing do not make another person. */
export function foldName(givenName: string, familyName: string): string {
  return `${givenName} ${familyName}`
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
