import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import type { Office } from '~/office/guard/guard.server'
import { organizerNames } from '~/office/guard/organizers.server'
import { waitingChanges } from '~/people/contact-changes.server'
import { maskContact } from '~/people/mask-contact'
import { momentOf } from '~/ui/page/dates'
import { openContact } from '~/vault/open.server'
import type { PersonInReach } from './person-in-reach.server'
import type { SignerChanged } from './signer-change.server'
import { shownWaiting } from './waiting-contacts'

const newContact = { mail: 'new_email', sms: 'new_phone' } as const

/** What was typed to correct a person, and the whole form with what its page showed. */
interface Typed {
  person: PersonInReach
  fields: Record<string, string>
  typed: Record<(typeof newContact)[Channel], string | null>
}

/**
 * Refuses a correction once when another one has begun to wait since the page was loaded, and says whose it is and, masked,
 * for which contact. Saving again replaces it.
 *
 * @returns null when nothing unseen waits
 */
export async function refuseUnseen(
  office: Office,
  trx: Trx,
  { person, fields, typed }: Typed,
): Promise<SignerChanged | null> {
  const waiting = await waitingChanges(trx, person.id)
  const unseen = waiting.filter(({ channel, id }) => {
    const shown = fields[`shown_waiting_${channel}`]
    return typed[newContact[channel]] && shown !== undefined && shown !== id
  })
  if (unseen.length === 0) return null
  const names = await organizerNames(
    trx,
    office.vault,
    unseen.map(({ askedBy }) => askedBy),
  )
  const errors = unseen.map(({ channel, askedBy, askedAt, contact }) => ({
    field: newContact[channel],
    message: 'contactWaits',
    said: office.t(`office.people.contactWaits.${askedBy === office.organizer.id ? 'yours' : 'others'}`, {
      name: names.get(askedBy) ?? '',
      contact: maskContact(channel, openContact(office.vault, contact)),
      when: momentOf(office.lang, askedAt, office.zone),
    }),
  }))
  return { outcome: 'refused', form: { values: { ...fields, ...shownWaiting(waiting) }, errors } }
}
