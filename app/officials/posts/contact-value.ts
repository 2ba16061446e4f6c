import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ContactKind } from '#db/schema-officials'
import { readEmail } from '~/ui/forms/email-address'
import { cleanLine, cleanLines } from '~/ui/forms/text'
import { asDialed, isAtHome } from '~/ui/forms/us-number'

/** A contact as it is stored: E.164 number and extension, lower-cased email address, full URL. */
export interface ContactValue {
  value: string
  extension: string
}

/** Why a contact is refused; keys under `officials.problems`. */
export type ContactProblem = 'phone' | 'email' | 'url' | 'address' | 'emergency'

export type ReadContact = { outcome: 'read'; contact: ContactValue } | { outcome: 'invalid'; problem: ContactProblem }

/** Lines that must stay free for emergencies: 911, 112, the other N11 numbers, and anything labeled as dispatch. */
const emergencyNumber = /^\D*(911|112|[2-8]11)\D*$/
const emergencyWords = /\bdispatch|despacho|emergenc|\b9-?1-?1\b|central de radio/i

const notEmergency = /non[- ]?emergenc\w*|no (es )?(de )?(una )?emergenc\w*/gi

/** Whether a number, or the note next to it, is an emergency line. Such lines are never stored or shown. */
export function isEmergency(text: string): boolean {
  return emergencyNumber.test(text.trim()) || emergencyWords.test(text.replace(notEmergency, ''))
}

/** In characters; web addresses are the longest contacts. */
const longestContact = 2_100
const isNumber = (kind: ContactKind) => kind === 'voice' || kind === 'text' || kind === 'fax'

/**
 * Parses and normalizes one contact of an official.
 *
 * @param note the note next to it, such as "front desk"; a number whose note mentions dispatch is refused
 */
export function readContact(kind: ContactKind, text: string, extension = '', note = ''): ReadContact {
  if (text.length > longestContact)
    return { outcome: 'invalid', problem: kind === 'form' ? 'url' : isNumber(kind) ? 'phone' : kind }
  const line = cleanLine(text)
  switch (kind) {
    case 'voice':
    case 'text':
    case 'fax':
      if (isEmergency(line) || isEmergency(note)) return { outcome: 'invalid', problem: 'emergency' }
      return readPhone(line, extension)
    case 'email': {
      const read = readEmail(line)
      return 'address' in read ? kept(read.address) : { outcome: 'invalid', problem: 'email' }
    }
    case 'form':
    case 'url': {
      const url = webAddress(line)
      return url ? kept(url) : { outcome: 'invalid', problem: 'url' }
    }
    case 'address': {
      const lines = cleanLines(text.replaceAll(';', '\n'))
      return lines.length >= 5 && lines.length <= 300 ? kept(lines) : { outcome: 'invalid', problem: 'address' }
    }
  }
}

const kept = (value: string, extension = ''): ReadContact => ({ outcome: 'read', contact: { value, extension } })

function readPhone(text: string, extension: string): ReadContact {
  const [, body = text, inner = ''] =
    /^(.*?)(?:ext(?:ension|ensión)?|x|#|opci[oó]n|option)\.? ?:? ?(\d{1,7})\)?$/i.exec(text) ?? []
  const phone = parsePhoneNumberFromString(asDialed(body), 'US')
  if (!phone?.isValid() || !isAtHome(phone.country)) return { outcome: 'invalid', problem: 'phone' }
  const ext = (extension || inner || (phone.ext ?? '')).replace(/\D/g, '')
  return ext.length > 7 ? { outcome: 'invalid', problem: 'phone' } : kept(phone.number, ext)
}

/** A full http(s) URL; a bare host gets `https://`. Null when it is not a URL. */
export function webAddress(text: string): string | null {
  const full = /^https?:\/\//i.test(text)
    ? text
    : /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(text)
      ? `https://${text}`
      : ''
  if (!full || full.length > 2_000 || /\s/.test(full) || !URL.canParse(full)) return null
  return new URL(full).hostname.includes('.') ? full : null
}
