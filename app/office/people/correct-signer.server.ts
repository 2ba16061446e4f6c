import { z } from 'zod'
import type { Trx } from '#db/client'
import type { Channel } from '#db/schema'
import { renameShown } from '~/actions/petitions/signatures/show-names.server'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo } from '~/office/guard/sent-twice.server'
import { askContactChange, askedSince } from '~/people/contact-changes.server'
import { foldName } from '~/people/fold-contact'
import { emailAddress, namePart, postalCode, theirPhoneNumber } from '~/ui/forms/fields.schema'
import { readFields } from '~/ui/forms/form-state'
import { nameIndex } from '~/vault/blind-index.server'
import type { PersonDetails } from '~/vault/keyring'
import { keysOf, openPerson, sealPerson } from '~/vault/open.server'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'
import { doneAbout } from './signer-deeds'
import { refuseUnseen } from './waiting-contacts.server'

const correction = z.object({
  given_name: namePart.pipe(z.string().min(1, 'theirNameMissing')),
  family_name: namePart,
  postal_code: postalCode,
  new_email: emailAddress,
  new_phone: theirPhoneNumber,
})

/**
 * Corrects a person's name and ZIP at once, and asks the owners of a new address or number. All or nothing: a contact
 * that is refused leaves the name as it was. What somebody else has corrected since the page was shown is not reverted:
 * the form is refused once, and says what stands there now.
 *
 * @param fields with `shown_given_name` and the like, as they were when the page was shown
 * @throws 404 when they were merged or erased meanwhile
 */
export async function correctSigner(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const read = readFields(correction, { postal_code: '', new_email: '', new_phone: '', ...fields })
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const typed = read.value
  const refused: SignerChanged[] = []
  try {
    return await office.db.transaction().execute(async (trx): Promise<SignerChanged> => {
      const stored = await lockPerson(trx, person)
      const before = openPerson(office.vault, stored)
      const after = {
        ...before,
        givenName: typed.given_name,
        familyName: typed.family_name,
        postalCode: before.country === 'US' ? typed.postal_code || before.postalCode : '',
      }
      const changed = changedMeanwhile(fields, before, after)
      if (changed) return refuseChanged(office, { fields, field: changed, before })
      const index = nameIndex(office.keyring, foldName(after.givenName, after.familyName))
      if (await isTaken(trx, stored, index)) return refuseSigner(fields, 'given_name', 'nameTaken')
      const twice = await askedByTheSamePress(office, trx, stored, typed)
      const others = await refuseUnseen(office, trx, { person: stored, fields, typed: twice.rest })
      if (others) return others
      const asked = await askContacts(office, trx, { person: stored, fields, typed: twice.rest, refused })
      if (refused.length > 0) throw new NothingChanged()
      const ids = [...twice.ids, ...asked.map(({ id }) => id)].join(',')
      const did = asked.some(({ isInstead }) => isInstead) ? 'asked-instead' : 'asked'
      const askedToo = ids ? [doneAbout(did, ids)] : []
      if (asked.length > 0) await auditOf(office, trx, person, 'asked-contact')
      if (JSON.stringify(after) === JSON.stringify(before))
        return ids ? { outcome: 'changed', did, about: ids } : { outcome: 'changed', did: 'corrected' }
      const sealed = sealPerson(keysOf(office.vault, person.campaign_id), person.id, after)
      await trx.updateTable('person').set({ sealed, name_index: index }).where('id', '=', person.id).execute()
      // `markPlaces` finds out where that is.
      if (after.postalCode !== before.postalCode)
        await trx.updateTable('person').set({ zip_mark: null, county: null }).where('id', '=', person.id).execute()
      await renameShown({ trx, vault: office.vault }, [person.id])
      await auditOf(office, trx, person, 'corrected-person')
      return { outcome: 'answered', done: [{ did: 'corrected', undo: undoOf(before, after) }, ...askedToo] }
    })
  } catch (error) {
    if (!(error instanceof NothingChanged)) throw error
    return allOf(refused)
  }
}

export async function lockPerson(trx: Trx, person: PersonInReach): Promise<PersonInReach> {
  const row = await trx.selectFrom('person').selectAll().where('id', '=', person.id).forUpdate().executeTakeFirst()
  if (!row) throw new Response(null, { status: 404 })
  return { ...person, ...row }
}

const shownFields = { given_name: 'givenName', family_name: 'familyName', postal_code: 'postalCode' } as const
type ShownField = keyof typeof shownFields

/** The first field that somebody else has changed since, and that this correction would revert. */
function changedMeanwhile(
  fields: Record<string, string>,
  before: PersonDetails,
  after: PersonDetails,
): ShownField | undefined {
  return (Object.keys(shownFields) as ShownField[]).find((field) => {
    const stored = before[shownFields[field]]
    return (fields[`shown_${field}`] ?? stored) !== stored && after[shownFields[field]] !== stored
  })
}

/** What was typed stays; whoever saves again has seen what stands there now. */
function refuseChanged(
  office: Office,
  { fields, field, before }: { fields: Record<string, string>; field: ShownField; before: PersonDetails },
): SignerChanged {
  const { givenName, familyName, postalCode } = before
  const now = [`${givenName} ${familyName}`.trim(), postalCode].filter(Boolean).join(', ')
  const said = office.t('office.people.changedMeanwhile', { now })
  return {
    outcome: 'refused',
    form: { values: { ...fields, ...asShown(before) }, errors: [{ field, message: 'changedMeanwhile', said }] },
  }
}

function asShown(details: PersonDetails): Record<string, string> {
  return Object.fromEntries(Object.entries(shownFields).map(([field, key]) => [`shown_${field}`, details[key]]))
}

/** The correction back; null where the form would refuse it, since a name or ZIP was missing before. */
function undoOf(before: PersonDetails, after: PersonDetails): Record<string, string> | null {
  if (!before.givenName || (after.postalCode && !before.postalCode)) return null
  const { givenName: given_name, familyName: family_name, postalCode: postal_code } = before
  return { intent: 'correct', given_name, family_name, postal_code, ...asShown(after) }
}

/** What was typed without the contacts whose owners the same press of the button has asked, and the ids of those. */
async function askedByTheSamePress(
  office: Office,
  trx: Trx,
  person: PersonInReach,
  typed: z.output<typeof correction>,
): Promise<{ rest: z.output<typeof correction>; ids: string[] }> {
  const rest = { ...typed }
  const ids: string[] = []
  for (const [channel, field] of [
    ['mail', 'new_email'],
    ['sms', 'new_phone'],
  ] as const) {
    const contact = typed[field]
    const id =
      contact &&
      (await askedSince(
        trx,
        office.keyring,
        { person, channel, contact, askedBy: office.organizer.id },
        momentsAgo(office.now),
      ))
    if (!id) continue
    ids.push(id)
    rest[field] = null
  }
  return { rest, ids }
}

/** Asks the owners of what was typed. @returns the corrections that wait for them; what was refused is added */
async function askContacts(
  office: Office,
  trx: Trx,
  {
    person,
    fields,
    typed,
    refused,
  }: {
    person: PersonInReach
    fields: Record<string, string>
    typed: z.output<typeof correction>
    refused: SignerChanged[]
  },
): Promise<{ id: string; isInstead: boolean }[]> {
  const contacts: [Channel, string, string | null][] = [
    ['mail', 'new_email', typed.new_email],
    ['sms', 'new_phone', typed.new_phone],
  ]
  const asked: { id: string; isInstead: boolean }[] = []
  for (const [channel, field, contact] of contacts) {
    if (!contact) continue
    const keys = keysOf(office.vault, person.campaign_id)
    const found = await askContactChange(
      trx,
      office.keyring,
      { person, keys, channel, contact, askedBy: office.organizer.id },
      office.now,
    )
    switch (found.outcome) {
      case 'asked':
        asked.push(found)
        break
      case 'same':
        refused.push(refuseSigner(fields, field, 'contactSame'))
        break
      case 'too-often':
        refused.push(refuseSigner(fields, field, 'contactAskedLately'))
        break
      case 'stopped':
        refused.push(refuseSigner(fields, field, channel === 'mail' ? 'emailStopped' : 'phoneStopped'))
        break
      case 'taken':
        refused.push(await refuseTaken(office, { fields, field, by: found.by }))
    }
  }
  return asked
}

/** Rolls back what was written before something was refused. */
class NothingChanged extends Error {}

function allOf(refused: SignerChanged[]): SignerChanged {
  const forms = refused.flatMap((one) => (one.outcome === 'refused' ? [one] : []))
  const twin = forms.find((one) => one.twin)?.twin
  return {
    outcome: 'refused',
    form: { values: forms[0]!.form.values, errors: forms.flatMap(({ form }) => form.errors) },
    ...(twin ? { twin } : {}),
  }
}

/** Says that somebody else has the contact, and leads to them only whoever may change them too. */
async function refuseTaken(
  office: Office,
  { fields, field, by }: { fields: Record<string, string>; field: string; by: string },
): Promise<SignerChanged> {
  const refused = refuseSigner(fields, field, 'contactTaken')
  try {
    await personInReach(office, 'change-people', by)
    return { ...refused, twin: by } as SignerChanged
  } catch (thrown) {
    if (thrown instanceof Response) return refused
    throw thrown
  }
}

async function isTaken(db: Trx, person: PersonInReach, index: Buffer): Promise<boolean> {
  const other = await db
    .selectFrom('person')
    .select('id')
    .where('contact_id', '=', person.contact_id)
    .where('name_index', '=', index)
    .where('id', '<>', person.id)
    .executeTakeFirst()
  return other !== undefined
}
