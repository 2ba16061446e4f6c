/** Maximum length that common mail programs and browsers accept; Outlook truncates at about 2,000 characters. */
const longestLink = 1_900

/** A mailto link (RFC 6068). @returns `isWhole` false when the body was too long and is left out */
export function mailto(
  addresses: readonly string[],
  subject: string,
  body: string,
): { href: string; isWhole: boolean } {
  const to = `mailto:${addresses.map((address) => encodeURIComponent(address).replaceAll('%40', '@')).join(',')}?subject=${encodeURIComponent(subject)}`
  const whole = `${to}&body=${encodeURIComponent(body.replace(/\r?\n/g, '\r\n'))}`
  return whole.length <= longestLink ? { href: whole, isWhole: true } : { href: to, isWhole: false }
}
