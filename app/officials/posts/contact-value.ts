import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { ContactKind } from '#db/schema-officials'
import { cleanLine, cleanLines } from '~/ui/forms/text'
import { isAtHome } from '~/ui/forms/us-number'

/** A way to reach somebody as it is kept: E.164 and extension, lower-cased address, full URL. */
export interface ContactValue {
  value: string
  extension: string
}

/** Why it cannot be kept; keys under `officials.problems`. */
export type ContactProblem = 'phone' | 'email' | 'url' | 'address' | 'emergency'

export type ReadContact = { outcome: 'read'; contact: ContactValue } | { outcome: 'invalid'; problem: ContactProblem }

/** Numbers that must stay free for emergencies: 911, 112, the other N11s, and what is labelled as dispatch. */
const emergencyNumber = /^\D*(911|112|[2-8]11)\D*$/
const emergencyWords = /\bdispatch|despacho|emergenc|\b9-?1-?1\b|central de radio/i

const notEmergency = /non[- ]?emergenc\w*|no (es )?(de )?(una )?emergenc\w*/gi

/** Whether a number, or what is written beside it, belongs to an emergency line: it is never kept or offered. */
export function isEmergency(text: string): boolean {
  return emergencyNumber.test(text.trim()) || emergencyWords.test(text.replace(notEmergency, ''))
}

/** Characters; a web address may have the most. */
const longestContact = 2_100
const isNumber = (kind: ContactKind) => kind === 'voice' || kind === 'text' || kind === 'fax'

/**
 * Reads one way of reaching an official.
 *
 * @param note what is written beside it, such as "front desk"; a note about dispatch refuses the number
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
      const address = line.replace(/^mailto:/i, '').toLowerCase()
      return /^[^\s@<>,;"]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(address) && address.length <= 254
        ? kept(address)
        : { outcome: 'invalid', problem: 'email' }
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
  const phone = parsePhoneNumberFromString(body, 'US')
  if (!phone?.isValid() || !isAtHome(phone.country)) return { outcome: 'invalid', problem: 'phone' }
  const ext = (extension || inner || (phone.ext ?? '')).replace(/\D/g, '')
  return ext.length > 7 ? { outcome: 'invalid', problem: 'phone' } : kept(phone.number, ext)
}

/** A full http(s) address; https is put before a bare one. Null when it is none. */
export function webAddress(text: string): string | null {
  const full = /^https?:\/\//i.test(text)
    ? text
    : /^[a-z0-9-]+(\.[a-z0-9-]+)+(\/|$)/i.test(text)
      ? `https://${text}`
      : ''
  if (!full || full.length > 2_000 || /\s/.test(full) || !URL.canParse(full)) return null
  return new URL(full).hostname.includes('.') ? full : null
}
