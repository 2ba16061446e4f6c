import { z } from 'zod'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import { renameShown } from '~/actions/petitions/signatures/show-names.server'
import type { Office } from '~/office/guard/guard.server'
import { askContactChange } from '~/people/contact-changes.server'
import { foldName } from '~/people/fold-contact'
import { emailAddress, namePart, postalCode, theirPhoneNumber } from '~/ui/forms/fields.schema'
import { readFields } from '~/ui/forms/form-state'
import { nameIndex } from '~/vault/blind-index.server'
import { keysOf, openPerson, sealPerson } from '~/vault/open.server'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'

const correction = z.object({
  given_name: namePart.pipe(z.string().min(1, 'theirNameMissing')),
  family_name: namePart,
  postal_code: postalCode,
  new_email: emailAddress,
  new_phone: theirPhoneNumber,
})

/**
 * Corrects a person's name and ZIP at once, and asks the owners of a new address or number. All or nothing: a contact
 * that is refused leaves the name as it was.
 */
export async function correctSigner(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const read = readFields(correction, { postal_code: '', new_email: '', new_phone: '', ...fields })
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const { given_name, family_name, postal_code, new_email, new_phone } = read.value
  const before = openPerson(office.vault, person)
  const after = {
    ...before,
    givenName: given_name,
    familyName: family_name,
    postalCode: before.country === 'US' ? postal_code || before.postalCode : '',
  }
  const index = nameIndex(office.keyring, foldName(after.givenName, after.familyName))
  if (await isTaken(office.db, person, index)) return refuseSigner(fields, 'given_name', 'nameTaken')
  const isRenamed = JSON.stringify(after) !== JSON.stringify(before)
  const contacts: [Channel, string, string | null][] = [
    ['mail', 'new_email', new_email],
    ['sms', 'new_phone', new_phone],
  ]
  const refused: SignerChanged[] = []
  let asked = ''
  await office.db
    .transaction()
    .execute(async (trx) => {
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
            asked = found.id
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
      if (refused.length > 0) throw new NothingChanged()
      if (asked) await auditOf(office, trx, person, 'asked-contact')
      if (!isRenamed) return
      const sealed = sealPerson(keysOf(office.vault, person.campaign_id), person.id, after)
      await trx.updateTable('person').set({ sealed, name_index: index }).where('id', '=', person.id).execute()
      await renameShown({ trx, vault: office.vault }, [person.id])
      await auditOf(office, trx, person, 'corrected-person')
    })
    .catch((error) => {
      if (!(error instanceof NothingChanged)) throw error
    })
  if (refused[0]) return allOf(refused)
  return asked ? { outcome: 'changed', did: 'asked', about: asked } : { outcome: 'changed', did: 'corrected' }
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

async function isTaken(db: Db, person: PersonInReach, index: Buffer): Promise<boolean> {
  const other = await db
    .selectFrom('person')
    .select('id')
    .where('contact_id', '=', person.contact_id)
    .where('name_index', '=', index)
    .where('id', '<>', person.id)
    .executeTakeFirst()
  return other !== undefined
}
