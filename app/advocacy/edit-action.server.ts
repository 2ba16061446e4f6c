import type { Conflict } from '~/drafts/conflict-table'
import { conflictWith, readWriting } from '~/drafts/writing.server'
import type { FieldError, FormState } from '~/forms/form-state'
import type { Office } from '~/organizers/guard.server'
import type { AdvocacyCampaign } from '~/take-action/advocacy.server'
import { contentValues, readContent, type Missing } from '~/take-action/content'
import { outreachKind } from '~/take-action/registry.server'
import { differences, editorFields, timesOf, type ActionContent } from './action-content'
import { missingInAction, publishAction, readActionDraft, saveActionDraft } from './action-drafts.server'
import type { EditorField } from './action-field'
import type { SaidMissing } from './edit-action-page'

/** What the page for writing shows. */
export async function readActionEditing(office: Office, action: AdvocacyCampaign) {
  const draft = await readActionDraft(office.db, action)
  const missing = await missingInAction(office.db, action, draft.content)
  return {
    fields: saidFields(office, action),
    values: contentValues(fieldsOf(action), draft.content),
    missing: missing.map((one) => sayMissing(office, action, one)),
    ...(await readWriting(office, `action:${action.id}`, draft)),
  }
}

type Edited =
  | { outcome: 'saved'; revision: number }
  | { outcome: 'published' }
  | { outcome: 'refused'; form: FormState; conflict: Conflict | null; revision: number }

/** Saves what was typed, and publishes it when that was asked for. What cannot be saved comes back as it was typed. */
export async function editAction(office: Office, action: AdvocacyCampaign, typed: Record<string, string>): Promise<Edited> {
  const revision = Number(typed.revision) || 0
  const { content, errors } = readContent(fieldsOf(action), typed)
  const { opensAt, closesAt } = timesOf(content)
  if (opensAt && closesAt && opensAt >= closesAt) errors.push({ field: 'closesAt', message: 'closesBeforeOpens' })
  if (errors.length > 0) return { outcome: 'refused', form: { values: typed, errors }, conflict: null, revision }
  const saved = await saveActionDraft(office.db, action, content, revision, office.organizer.id, office.now)
  if (saved.outcome === 'stale') return { outcome: 'refused', form: { values: typed, errors: [] }, conflict: await conflictWith(office, saved.theirs, differences(fieldsOf(action), saved.theirs.content, content)), revision: saved.theirs.revision }
  if (typed.intent !== 'publish') return saved
  return publish(office, action, content, saved.revision)
}

async function publish(office: Office, action: AdvocacyCampaign, content: ActionContent, revision: number): Promise<Edited> {
  if (!office.may('publish', action.groupId)) throw new Response(null, { status: 403 })
  const published = await office.db.transaction().execute(async (trx) => {
    const done = await publishAction(trx, action, office.now)
    if (done.outcome === 'published') await office.audit({ groupId: action.groupId, act: 'published-action', subject: action.id }, trx)
    return done
  })
  if (published.outcome === 'published') return published
  const errors = published.missing.map((one): FieldError => {
    const { field, words } = sayMissing(office, action, one)
    return { field, message: 'missingHalf', said: words }
  })
  return { outcome: 'refused', form: { values: contentValues(fieldsOf(action), content), errors }, conflict: null, revision }
}

function fieldsOf({ kind }: AdvocacyCampaign) {
  return editorFields(outreachKind(kind).fields)
}

/** The fields with their words, in the organizer's language. */
function saidFields({ t, lang }: Office, action: AdvocacyCampaign): EditorField[] {
  return fieldsOf(action).map((field) => ({
    ...field,
    label: t(field.label),
    hint: field.hint ? t(field.hint) : '',
    ...(field.shape === 'choice' ? { options: field.options.map(({ value, label }) => ({ value, label: typeof label === 'string' ? t(label) : label[lang] })) } : {}),
  })) as EditorField[]
}

function sayMissing({ t }: Office, action: AdvocacyCampaign, { field, language, why }: Missing): SaidMissing {
  if (field === 'targets') return { field: 'targets', words: t('outreach.office.noTargets') }
  const found = fieldsOf(action).find((one) => one.name === field)!
  const name = t(found.label)
  if (!language) return { field, words: t('outreach.office.isMissing', { field: name }) }
  const languageName = t(`office.edit.languages.${language}`)
  const words = why === 'missing' ? t('office.edit.missingHalf', { field: name, language: languageName }) : why === 'lines' ? t('outreach.office.linesDiffer', { field: name }) : t('outreach.office.tokensUnknown', { field: name, language: languageName })
  return { field: `${field}_${language}`, words }
}
