import { isAfterEvent } from '~/actions/kind/event'
import { targetWords } from '~/actions/kind/target-words'
import { whenWords } from '~/actions/kind/when-words'
import { placeNameWithin } from '~/geography/place-name'
import type { Bilingual, Language } from '~/i18n/language'
import { openingAt } from '~/officials/posts/office-hours'
import { bestContact, type Target, type TargetContact } from '~/officials/posts/target'
import { linesOf } from '~/ui/forms/content'
import { shownNumber, telHref } from '~/ui/forms/phone-number'
import { usualZone } from '~/ui/page/zones'
import { askOf, type CallContent } from './call-content'
import type { CallState, CallToMake } from './call-view'
import { scriptLines } from './script'

interface Making {
  content: CallContent
  target: Target
  desk: { freeAt: Date | null }
  state: CallState
  of: number
  /** Where the caller lives, in a sentence; null when unknown, then the official's own place is named. */
  town: Bilingual | null
  outreachId: string
  language: Language
  now: Date
}

/** Everything somebody needs to call one official, in their language. */
export function callToMake({ content, target, desk, state, of, town, outreachId, language, now }: Making): CallToMake {
  const words = targetWords(target)
  const ask = askOf(content, target, isAfterEvent(content, now))
  const filled = { ...words, ask, town: town ?? words.place }
  const { officeHours, timeZone } = target.organization
  const opening = openingAt(officeHours, timeZone, now)
  const phone = numberToCall(target, state.wrong)
  const zone = timeZone ?? usualZone
  return {
    state,
    outreachId,
    postSlug: target.slug,
    name: words.official[language],
    title: target.holder ? words.title[language] : '',
    place: placeNameWithin(language, target.place),
    ask: ask[language],
    phone: phone && {
      contactId: phone.id,
      href: telHref(phone.value, phone.extension),
      shown: shownNumber(phone.value),
      extension: phone.extension,
      note: phone.note,
      isDoubtful: phone.status === 'doubtful',
    },
    otherWays: otherWays(target),
    opening:
      opening.is === 'closed'
        ? { is: 'closed', opens: whenWords(language, opening.opensAt, zone, now) }
        : { is: opening.is },
    freeAt: desk.freeAt && whenWords(language, desk.freeAt, zone, now),
    canRemind: callableAt(target, desk, now) !== null,
    script: scriptLines(content.script, filled),
    voicemail: scriptLines(content.voicemail, filled),
    notes: linesOf(content.notes[language]),
    position: state.step + 1,
    of,
  }
}

/** The office's best number, apart from those that were wrong for the caller; null when none is left. */
export function numberToCall(target: Target, wrong: readonly string[]): TargetContact | null {
  return bestContact({ contacts: target.contacts.filter(({ id }) => !wrong.includes(id)) }, ['voice'])
}

/** When an office that cannot be called now opens or has a free line. Null if it can be called now or nobody knows. */
export function callableAt(
  target: Pick<Target, 'organization'>,
  desk: { freeAt: Date | null },
  now: Date,
): Date | null {
  const opening = openingAt(target.organization.officeHours, target.organization.timeZone, now)
  if (opening.is === 'closed') return opening.opensAt
  return desk.freeAt
}

/** Ways to reach an office without a call. */
export function otherWays(target: Target): CallToMake['otherWays'] {
  return target.contacts.flatMap((contact): CallToMake['otherWays'] => {
    switch (contact.kind) {
      case 'text':
        return [{ kind: 'text', href: `sms:${contact.value}`, shown: shownNumber(contact.value) }]
      case 'email':
        return [{ kind: 'email', href: `mailto:${contact.value}`, shown: contact.value }]
      case 'form':
        return [{ kind: 'form', href: contact.value, shown: new URL(contact.value).hostname }]
      case 'voice':
      case 'fax':
      case 'address':
      case 'url':
        return []
    }
  })
}
