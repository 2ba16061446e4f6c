import { randomBytes } from 'node:crypto'
import { parseCookie, stringifySetCookie } from 'cookie'
import { isUuid } from '#db/uuid'
import type { Keyring } from '~/vault/keyring'
import { fitsMac, rowMac } from '~/vault/row-mac.server'

const prefix = '__Host-firme-device-'
const keptForDays = 400

/**
 * Cookie by which a browser is known again after a good sign-in, one for each account that has signed in there. It lets
 * nobody in: wrong guesses from such a browser count against it alone, so that nobody else can use up its tries.
 *
 * @see OWASP, Slow Down Online Guessing Attacks with Device Cookies
 */
export function deviceHeader(keyring: Keyring, organizerId: string): string {
  const device = randomBytes(16).toString('base64url')
  return stringifySetCookie({
    name: prefix + organizerId,
    value: `${device}.${deviceMac(keyring, organizerId, device).toString('base64url')}`,
    path: '/',
    secure: true,
    httpOnly: true,
    sameSite: 'lax',
    maxAge: keptForDays * 86_400,
  })
}

/** The browser's own name, if this organizer has signed in with it before; else null. */
export function deviceOf(keyring: Keyring, request: Pick<Request, 'headers'>, organizerId: string): string | null {
  return read(keyring, organizerId, parseCookie(request.headers.get('cookie') ?? '')[prefix + organizerId])
}

/** The browser's own name, if any organizer has signed in with it before; else null. @param cookies the request's header */
export function anyDeviceOf(keyring: Keyring, cookies: string): string | null {
  for (const [name, value] of Object.entries(parseCookie(cookies))) {
    const organizerId = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    const device = isUuid(organizerId) ? read(keyring, organizerId, value) : null
    if (device) return device
  }
  return null
}

function read(keyring: Keyring, organizerId: string, value: string | undefined): string | null {
  const [, device, mac] = /^([\w-]{22})\.([\w-]{43})$/.exec(value ?? '') ?? []
  if (!device || !mac) return null
  return fitsMac(Buffer.from(mac, 'base64url'), deviceMac(keyring, organizerId, device)) ? device : null
}

function deviceMac(keyring: Keyring, organizerId: string, device: string): Buffer {
  return rowMac(keyring, 'device', [organizerId, device])
}
