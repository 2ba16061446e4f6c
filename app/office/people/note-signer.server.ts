import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { Trx } from '#db/client'
import type { Office } from '~/office/guard/guard.server'
import { momentsAgo } from '~/office/guard/sent-twice.server'
import { uuidOf } from '~/office/team/team.server'
import { undoHours } from '~/people/suppression.server'
import { readFields } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { keysOf, openText, sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { lockPerson } from './correct-signer.server'
import type { PersonInReach } from './person-in-reach.server'
import { refusedNumber } from './refused-numbers'
import { auditOf, refuseSigner, type SignerChanged } from './signer-change.server'
import { dropEarlierTagUndo } from './tag-many.server'
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
  const put = await office.db.transaction().execute(async (trx): Promise<'new' | 'known' | 'list-undone'> => {
    await lockPerson(trx, person)
    const { tag: word } = read.value
    const list = fields.import ? await listOf(trx, person, uuidOf(fields.import)) : null
    if (list?.state === 'undone') return 'list-undone'
    const before = await trx
      .selectFrom('person_tag')
      .select('import_id')
      .where('person_id', '=', person.id)
      .where('tag', '=', word)
      .forUpdate()
      .executeTakeFirst()
    await dropEarlierTagUndo(trx, [person.id], word)
    // Nothing to tell: they have it, and no list could take it off them.
    if (before && before.import_id === null) return 'known'
    await sql`
      insert into person_tag (person_id, tag, import_id) values (${person.id}, ${word}, ${list?.id ?? null}::uuid)
      on conflict (person_id, tag) do update set import_id = null
    `.execute(trx)
    await tellTag(office, trx, person, { tag: word, isOn: true })
    await auditOf(office, trx, person, 'tagged-person')
    return before ? 'known' : 'new'
  })
  return put === 'list-undone'
    ? answerAbout('not-retagged', read.value.tag, null)
    : answerAbout('tagged', read.value.tag, put === 'new' ? { intent: 'untag' } : null)
}

/** The import that a tag came from. */
async function listOf(trx: Trx, person: PersonInReach, id: string) {
  return (
    trx
      .selectFrom('import_batch')
      .select(['import_batch.id', 'import_batch.state'])
      .where('import_batch.id', '=', id)
      .where(
        sql<boolean>`coalesce(import_batch.campaign_id, (select petition.campaign_id from petition where petition.id = import_batch.petition_id)) = ${person.campaign_id}`,
      )
      // Waits for an undo of the list that is under way.
      .forShare()
      .executeTakeFirst()
  )
}

/** Keeps for the person's story that an organizer put a tag on or took it off. */
async function tellTag(
  { organizer, now }: Pick<Office, 'organizer' | 'now'>,
  trx: Trx,
  { id }: PersonInReach,
  { tag: word, isOn }: { tag: string; isOn: boolean },
): Promise<void> {
  await trx
    .insertInto('tag_change')
    .values({
      person_id: id,
      tag: word,
      is_on: isOn,
      changed_by: organizer.id,
      changed_at: now,
      bulk_id: null,
      import_id: null,
    })
    .execute()
}

/** Takes a tag off a person. Pressed twice, it is off already. @throws 404 when they never had it */
export async function removeTag(
  office: Office,
  person: PersonInReach,
  fields: Record<string, string>,
): Promise<SignerChanged> {
  const gone = fields.tag ?? ''
  const removed = await office.db.transaction().execute(async (trx) => {
    const row = await trx
      .deleteFrom('person_tag')
      .where('person_id', '=', person.id)
      .where('tag', '=', gone)
      .returning('import_id')
      .executeTakeFirst()
    if (!row) {
      const before = await trx
        .selectFrom('tag_change')
        .select('is_on')
        .where('person_id', '=', person.id)
        .where('tag', '=', gone)
        .where('is_on', '=', false)
        .executeTakeFirst()
      if (!before) throw new Response(null, { status: 404 })
      return null
    }
    await dropEarlierTagUndo(trx, [person.id], gone)
    await tellTag(office, trx, person, { tag: gone, isOn: false })
    await auditOf(office, trx, person, 'untagged-person')
    return row
  })
  return answerAbout(
    'untagged',
    gone,
    removed && { intent: 'tag', ...(removed.import_id ? { import: removed.import_id } : {}) },
  )
}

/** A tag ties words such as “needs lawyer” to a person, so it is said by the page and not in its address. */
function answerAbout(
  did: 'tagged' | 'untagged' | 'not-retagged',
  tag: string,
  undo: Record<string, string> | null,
): SignerChanged {
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
  const keys = keysOf(office.vault, person.campaign_id)
  const noteId = await office.db.transaction().execute(async (trx) => {
    await lockPerson(trx, person)
    // The button was pressed twice.
    const lately = await trx
      .selectFrom('person_note')
      .select(['id', 'sealed'])
      .where('person_id', '=', person.id)
      .where('written_by', '=', office.organizer.id)
      .where('written_at', '>', momentsAgo(office.now))
      .where('removed_at', 'is', null)
      .execute()
    const same = lately.find((note) => openText(keys, sealedAs('person_note', note.id), note.sealed) === text)
    if (same) return same.id
    const id = randomUUID()
    const sealed = sealText(keys, sealedAs('person_note', id), text)
    await trx
      .insertInto('person_note')
      .values({ id, person_id: person.id, sealed, written_by: office.organizer.id, written_at: office.now })
      .execute()
    await auditOf(office, trx, person, 'noted-person')
    return id
  })
  return { outcome: 'changed', did: 'noted', about: noteId }
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
      // Pressed twice, it is there already.
      .$if(!isRemoved, (query) =>
        query.where((eb) =>
          eb.or([
            eb('removed_at', 'is', null),
            eb('removed_at', '>', new Date(office.now.getTime() - undoHours * 3_600_000)),
          ]),
        ),
      )
      .executeTakeFirst()
    if (changed.numUpdatedRows === 0n) throw new Response(null, { status: 404 })
    await auditOf(office, trx, person, isRemoved ? 'removed-note' : 'restored-note')
  })
  return { outcome: 'changed', did: isRemoved ? 'unnoted' : 'renoted', about: id }
}
