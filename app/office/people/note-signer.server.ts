import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Office } from '~/office/guard/guard.server'
import { readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { keysOf, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { decideTagAnew } from './bulk.server'
import type { PersonInReach } from './person-in-reach.server'
import { refusedNumber } from './refused-numbers'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'
import { newTag } from './tag-text'

const mostNoteLetters = 5_000
const tag = z.object({ tag: newTag })

/** Tags a person. A tag may say no number that could hurt them. */
export async function addTag(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const read = readFields(tag, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const number = refusedNumber(read.value.tag)
  if (number) return refuseSigner(fields, 'tag', number)
  await office.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('person_tag')
      .values({ person_id: person.id, tag: read.value.tag })
      .onConflict((conflict) => conflict.columns(['person_id', 'tag']).doUpdateSet({ import_id: null }))
      .execute()
    await decideTagAnew(trx, [person.id], read.value.tag)
    await auditOf(office, trx, person, 'tagged-person')
  })
  return { outcome: 'changed', did: 'tagged', about: read.value.tag }
}

/** Takes a tag off a person. @throws 404 when they do not have it */
export async function removeTag(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const gone = fields.tag ?? ''
  await office.db.transaction().execute(async (trx) => {
    const { numDeletedRows } = await trx
      .deleteFrom('person_tag')
      .where('person_id', '=', person.id)
      .where('tag', '=', gone)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw new Response(null, { status: 404 })
    await decideTagAnew(trx, [person.id], gone)
    await auditOf(office, trx, person, 'untagged-person')
  })
  return { outcome: 'changed', did: 'untagged', about: gone }
}

/** Adds a note, sealed. It may say no number that could hurt the person: what was typed stays in the form. */
export async function addNote(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const text = cleanLines(fields.note ?? '')
  if (!text) return refuseSigner(fields, 'note', 'noteMissing')
  if (text.length > mostNoteLetters) return refuseSigner(fields, 'note', 'tooLong')
  const number = refusedNumber(text)
  if (number) return refuseSigner(fields, 'note', number)
  const id = randomUUID()
  const sealed = sealText(keysOf(office.vault, person.campaign_id), sealedAs('person_note', id), text)
  await office.db.transaction().execute(async (trx) => {
    await trx
      .insertInto('person_note')
      .values({ id, person_id: person.id, sealed, written_by: office.organizer.id, written_at: office.now })
      .execute()
    await auditOf(office, trx, person, 'noted-person')
  })
  return { outcome: 'changed', did: 'noted', about: id }
}

/** Removes a note, or brings it back within a day. @throws 404 when there is none */
export async function setNoteRemoved(
  office: Office,
  person: PersonInReach,
  { id, isRemoved }: { id: string; isRemoved: boolean },
): Promise<SignerChanged> {
  await office.db.transaction().execute(async (trx) => {
    const changed = await trx
      .updateTable('person_note')
      .set({ removed_at: isRemoved ? office.now : null })
      .where('id', '=', id)
      .where('person_id', '=', person.id)
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Response(null, { status: 404 })
    await auditOf(office, trx, person, isRemoved ? 'removed-note' : 'restored-note')
  })
  return { outcome: 'changed', did: isRemoved ? 'unnoted' : 'renoted', about: id }
}
