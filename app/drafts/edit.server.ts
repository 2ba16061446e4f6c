import { readFields, type FormState } from '~/forms/form-state'
import type { Office } from '~/organizers/guard.server'
import type { Petition } from '~/petitions/petition'
import type { Conflict } from './conflict-table'
import { publishDraft, readDraft, saveDraft } from './drafts.server'
import { contentOf, differences, formValues, missingIn, petitionForm, type PetitionContent } from './petition-content'
import { conflictWith, readWriting } from './writing.server'

/** What the page for writing shows. */
export async function readEditing(office: Office, petition: Petition) {
  const draft = await readDraft(office.db, petition)
  const { content } = draft
  return { values: formValues(content), image: content.image, shareImage: content.shareImage, missing: missingIn(content), ...(await readWriting(office, `petition:${petition.id}`, draft)) }
}

type Edited =
  | { outcome: 'saved'; revision: number }
  | { outcome: 'published' }
  | { outcome: 'refused'; form: FormState; conflict: Conflict | null; revision: number }

/** Saves what was typed, and publishes it when that was asked for. What cannot be saved comes back as it was typed. */
export async function edit(office: Office, petition: Petition, fields: Record<string, string>): Promise<Edited> {
  const revision = Number(fields.revision) || 0
  const read = readFields(petitionForm, fields)
  if (!read.ok) return { outcome: 'refused', form: read.form, conflict: null, revision }
  const before = await readDraft(office.db, petition)
  const content = contentOf(read.value, before.content)
  const saved = await saveDraft(office.db, petition, content, revision, office.organizer.id, office.now)
  if (saved.outcome === 'stale') return { outcome: 'refused', form: { values: fields, errors: [] }, conflict: await conflictWith(office, saved.theirs, differences(saved.theirs.content, content)), revision: saved.theirs.revision }
  if (fields.intent !== 'publish') return saved
  return publish(office, petition, content, saved.revision)
}

async function publish(office: Office, petition: Petition, content: PetitionContent, revision: number): Promise<Edited> {
  if (!office.may('publish', petition.groupId)) throw new Response(null, { status: 403 })
  const published = await office.db.transaction().execute(async (trx) => {
    const done = await publishDraft(trx, petition, office.organizer.id, office.now)
    if (done.outcome === 'published') await office.audit({ groupId: petition.groupId, act: 'published-petition', subject: petition.id }, trx)
    return done
  })
  if (published.outcome === 'published') return published
  const errors = published.missing.map(({ field, language }) => ({
    field: `${field}_${language}`,
    message: 'missingHalf',
    said: office.t('office.edit.missingHalf', { field: office.t(`office.edit.fields.${field}`), language: office.t(`office.edit.languages.${language}`) }),
  }))
  return { outcome: 'refused', form: { values: formValues(content), errors }, conflict: null, revision }
}
