/**
 * Where messages and calls go. `real`: through a provider. `capture`: they stay on this machine, for trying things out.
 * `none`: not set up, so nothing is sent or received, and no page may offer it.
 */
export type ChannelState = 'real' | 'capture' | 'none'

/** The state of each channel of this installation; decided once, from the settings. */
export interface Channels {
  /** Never `none`: without email nobody could confirm a signature. */
  mail: Exclude<ChannelState, 'none'>
  texts: ChannelState
  calls: ChannelState
}

/** The settings that decide. */
export interface ChannelSettings {
  isProduction: boolean
  /** ALLOW_CAPTURE=1: production may capture too. */
  allowsCapture: boolean
  /** Whether all public URLs point to this machine. */
  isLoopback: boolean
  hasSmtp: boolean
  hasTwilio: boolean
}

/**
 * Decides the states, or says why Firme must not start. `no-mail`: production without a mail server;
 * `capture-in-public`: something would be captured although the site is open to others. Texts and calls have one
 * provider, so they share a state for now.
 */
export function channelsOf({
  isProduction,
  allowsCapture,
  isLoopback,
  hasSmtp,
  hasTwilio,
}: ChannelSettings): { channels: Channels } | { refused: 'no-mail' | 'capture-in-public' } {
  const mayCapture = !isProduction || allowsCapture
  if (!hasSmtp && !mayCapture) return { refused: 'no-mail' }
  const phone: ChannelState = hasTwilio ? 'real' : mayCapture ? 'capture' : 'none'
  const channels: Channels = { mail: hasSmtp ? 'real' : 'capture', texts: phone, calls: phone }
  return isCapturing(channels) && !isLoopback ? { refused: 'capture-in-public' } : { channels }
}

export function isCapturing(channels: Channels): boolean {
  return Object.values(channels).includes('capture')
}

/** Whether a URL points to this machine and cannot be opened from another. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === '[::1]' || /^(.+\.)?localhost$/.test(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname)
}
