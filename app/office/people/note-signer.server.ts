import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Office } from '~/office/guard/guard.server'
import { uuidOf } from '~/office/team/team.server'
import { undoHours } from '~/people/suppression.server'
import { readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { keysOf, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { decideTagAnew } from './bulk.server'
import { lockPerson } from './correct-signer.server'
import type { PersonInReach } from './person-in-reach.server'
import { refusedNumber } from './refused-numbers'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'
import { newTag } from './tag-text'

const mostNoteLetters = 5_000
const tag = z.object({ tag: newTag })

/**
 * Tags a person. A tag may say no number that could hurt them. Undo takes off only what they did not have before.
 *
 * @param fields `import`: the import that a tag came from, when its removal is undone
 */
export async function addTag(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const read = readFields(tag, fields)
  if (read.outcome === 'invalid') return { outcome: 'refused', form: read.form }
  const number = refusedNumber(read.value.tag)
  if (number) return refuseSigner(fields, 'tag', number)
  const isNew = await office.db.transaction().execute(async (trx) => {
    await lockPerson(trx, person)
    const { rows } = await sql<{ isNew: boolean }>`
      insert into person_tag (person_id, tag, import_id) values (${person.id}, ${read.value.tag}, (
        select import_batch.id from import_batch join petition on petition.id = petition_id
        where import_batch.id = ${fields.import ? uuidOf(fields.import) : null}::uuid and campaign_id = ${person.campaign_id}))
      on conflict (person_id, tag) do update set import_id = null returning xmax = 0 as "isNew"
    `.execute(trx)
    await decideTagAnew(trx, [person.id], read.value.tag)
    await auditOf(office, trx, person, 'tagged-person')
    return rows[0]!.isNew
  })
  return answerAbout('tagged', read.value.tag, isNew ? { intent: 'untag' } : null)
}

/** Takes a tag off a person. @throws 404 when they do not have it */
export async function removeTag(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const gone = fields.tag ?? ''
  const importId = await office.db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('person_tag')
      .where('person_id', '=', person.id)
      .where('tag', '=', gone)
      .returning('import_id')
      .executeTakeFirst()
    if (!removed) throw new Response(null, { status: 404 })
    await decideTagAnew(trx, [person.id], gone)
    await auditOf(office, trx, person, 'untagged-person')
    return removed.import_id
  })
  return answerAbout('untagged', gone, { intent: 'tag', ...(importId ? { import: importId } : {}) })
}

/** A tag ties words such as “needs lawyer” to a person, so it is said by the page and not in its address. */
function answerAbout(did: 'tagged' | 'untagged', tag: string, undo: Record<string, string> | null): SignerChanged {
  return { outcome: 'answered', done: [{ did, tag, undo: undo && { ...undo, tag } }] }
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
    await lockPerson(trx, person)
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
      .$if(!isRemoved, (query) =>
        query.where('removed_at', '>', new Date(office.now.getTime() - undoHours * 3_600_000)),
      )
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Response(null, { status: 404 })
    await auditOf(office, trx, person, isRemoved ? 'removed-note' : 'restored-note')
  })
  return { outcome: 'changed', did: isRemoved ? 'unnoted' : 'renoted', about: id }
}
