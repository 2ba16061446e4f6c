/** Enough of an address or number to tell two apart, but not to write to it: r···@example.org, ··· 0101. */
export function maskContact(channel: 'mail' | 'sms', contact: string): string {
  if (channel === 'sms') return `··· ${contact.slice(-4)}`
  const at = contact.lastIndexOf('@')
  return `${[...contact][0] ?? ''}···${contact.slice(at)}`
}
