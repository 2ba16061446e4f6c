import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Db, Trx } from '#db/client'
import { renameShown } from '~/actions/petitions/signatures/show-names.server'
import type { Office } from '~/office/guard/guard.server'
import { foldName } from '~/people/fold-contact'
import { namePart, postalCode } from '~/ui/forms/fields.schema'
import { type FormState, readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { nameIndex } from '~/vault/blind-index.server'
import { openPerson, sealPerson, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { type PersonInReach, personInReach } from './person-in-reach.server'
import { tagText } from './tag-text'

const details = z.object({
  given_name: namePart.pipe(z.string().min(1, 'nameMissing')),
  family_name: namePart,
  postal_code: postalCode,
})
const tag = z.object({ tag: tagText })

export type SignerChanged = { outcome: 'changed' } | { outcome: 'refused'; form: FormState }

/**
 * Corrects, tags or annotates a person; each writes its audit entry in the same transaction.
 *
 * @throws 400 for any other intent
 */
export async function changeSigner(office: Office, fields: Record<string, string>): Promise<SignerChanged> {
  const person = await personInReach(office, 'change-people', office.params.person)
  switch (fields.intent) {
    case 'correct':
      return correct(office, person, fields)
    case 'tag':
      return addTag(office, person, fields)
    case 'untag':
      return removeTag(office, person, fields)
    case 'note':
      return addNote(office, person, fields)
    default:
      throw new Response(null, { status: 400 })
  }
}

async function correct(office: Office, person: PersonInReach, fields: Record<string, string>): Promise<SignerChanged> {
  const read = readFields(details, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const before = openPerson(office.vault, person)
  const after = {
    ...before,
    givenName: read.value.given_name,
    familyName: read.value.family_name,
    postalCode: before.country === 'US' ? read.value.postal_code || before.postalCode : '',
  }
  const index = nameIndex(office.keyring, foldName(after.givenName, after.familyName))
  if (await isTaken(office.db, person, index)) return refuse(fields, 'given_name', 'nameTaken')
  const sealed = sealPerson(office.vault.byCampaign.get(person.campaign_id)!, person.id, after)
  return change(office, { person, act: 'corrected-person' }, async (trx) => {
    await trx.updateTable('person').set({ sealed, name_index: index }).where('id', '=', person.id).execute()
    await renameShown({ trx, vault: office.vault }, [person.id])
  })
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

async function addTag(office: Office, person: PersonInReach, fields: Record<string, string>): Promise<SignerChanged> {
  const read = readFields(tag, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  return change(office, { person, act: 'tagged-person' }, (trx) =>
    trx
      .insertInto('person_tag')
      .values({ person_id: person.id, tag: read.value.tag })
      .onConflict((conflict) => conflict.columns(['person_id', 'tag']).doUpdateSet({ import_id: null }))
      .execute(),
  )
}

function removeTag(office: Office, person: PersonInReach, fields: Record<string, string>): Promise<SignerChanged> {
  return change(office, { person, act: 'tagged-person' }, (trx) =>
    trx
      .deleteFrom('person_tag')
      .where('person_id', '=', person.id)
      .where('tag', '=', fields.tag ?? '')
      .execute(),
  )
}

async function addNote(office: Office, person: PersonInReach, fields: Record<string, string>): Promise<SignerChanged> {
  const text = cleanLines(fields.note ?? '').slice(0, 5_000)
  if (!text) return refuse(fields, 'note', 'noteMissing')
  const id = randomUUID()
  const sealed = sealText(office.vault.byCampaign.get(person.campaign_id)!, sealedAs('person_note', id), text)
  return change(office, { person, act: 'noted-person' }, (trx) =>
    trx
      .insertInto('person_note')
      .values({ id, person_id: person.id, sealed, written_by: office.organizer.id, written_at: office.now })
      .execute(),
  )
}

async function change(
  office: Office,
  { person, act }: { person: PersonInReach; act: 'corrected-person' | 'tagged-person' | 'noted-person' },
  work: (trx: Trx) => Promise<unknown>,
): Promise<SignerChanged> {
  await office.db.transaction().execute(async (trx) => {
    await work(trx)
    await office.audit({ groupId: person.groupId, act, subject: person.id }, trx)
  })
  return { outcome: 'changed' }
}

function refuse(fields: Record<string, string>, field: string, message: string): SignerChanged {
  return { outcome: 'refused', form: { values: fields, errors: [{ field, message }] } }
}
