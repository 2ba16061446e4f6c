/** What all common mail programs and browsers take; Outlook cuts off at about two thousand. */
const longestLink = 1_900

/** A link that opens a mail program. @returns `isWhole` false when the letter was too long to go along (RFC 6068) */
export function mailto(
  addresses: readonly string[],
  subject: string,
  body: string,
): { href: string; isWhole: boolean } {
  const to = `mailto:${addresses.map((address) => encodeURIComponent(address).replaceAll('%40', '@')).join(',')}?subject=${encodeURIComponent(subject)}`
  const whole = `${to}&body=${encodeURIComponent(body.replace(/\r?\n/g, '\r\n'))}`
  return whole.length <= longestLink ? { href: whole, isWhole: true } : { href: to, isWhole: false }
}
