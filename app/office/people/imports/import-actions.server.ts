import { isDay } from '#db/calendar-day'
import { readWhole } from '#db/whole-number'
import { type Petition, paperProblem } from '~/actions/petitions/petition'
import { refusedField } from '~/channels/uploads/say-refusal'
import { fileInMemory } from '~/channels/uploads/uploaded-file.server'
import { isLanguage, type Language } from '~/i18n/language'
import type { Office } from '~/office/guard/guard.server'
import { filesOrPasted } from '~/office/lists/pasted-list.server'
import { readChosenRows } from '~/office/lists/read-from'
import { readMapping } from '~/office/lists/read-mapping'
import { reviewedKey } from '~/office/lists/reviewed-key.server'
import { tryAgain } from '~/office/lists/set-aside.server'
import { fieldsOfCampaign } from '~/office/people/fields/custom-fields.server'
import { uuidOf } from '~/office/team/team.server'
import type { FormState } from '~/ui/forms/form-state'
import { cleanLines } from '~/ui/forms/text'
import { wallClock } from '~/ui/page/zoned-time'
import { chooseRows } from './choose-rows.server'
import { fieldColumn, isFieldColumn } from './field-columns'
import { fixLine } from './fix-line.server'
import { checkNow, startChecking } from './import-next.server'
import { correctable, importFields, type Mapping, orderShown, peopleFields, readSignedOn } from './import-row'
import { usualListLanguage } from './imports.server'
import { isOfCampaign, type ListOwner, listsOf } from './list-owner'
import { type Compared, chooseTyping, hasDifferences, readTypedAgain, typeAgain } from './second-typing.server'
import { takeInList } from './take-in-list.server'
import { undoImport } from './undo-import.server'

/** @property recording id of the list that is being recorded */
type Done = { outcome: 'done'; recording?: string } | { outcome: 'refused'; form: FormState }

const messages = {
  unreadable: 'listUnreadable',
  empty: 'listEmpty',
  'too-big': 'rosterTooBig',
  'too-many-rows': 'listTooLong',
  'too-long': 'listTooLong',
} as const
const rowMessages = { gone: 'rowsGone', 'too-long': 'listTooLong' } as const
const done: Done = { outcome: 'done' }
const refuse = (field: string, message: string): Done => ({
  outcome: 'refused',
  form: { values: {}, errors: [{ field, message }] },
})

/** Uploads a list or typed lines; checks, runs, drops or undoes an import, or has it tried again. A refused form keeps what was typed. */
export async function actOnImport(
  office: Office,
  owner: ListOwner & { petition: Petition | null },
  form: FormData,
): Promise<Done> {
  const acted = await act(office, owner, form)
  if (acted.outcome === 'done') return acted
  return { ...acted, form: { ...acted.form, values: typedValues(form) } }
}

async function act(office: Office, owner: ListOwner & { petition: Petition | null }, form: FormData): Promise<Done> {
  const { petition } = owner
  const intent = form.get('intent')
  if (!petition && (intent === 'entry' || intent === 'second' || intent === 'choose'))
    throw new Response(null, { status: 400 })
  if (intent === 'list' || intent === 'entry') {
    const [file] = intent === 'entry' ? [fileInMemory(typedLines(form))] : filesOrPasted(office, form)
    if (intent === 'entry' && petition) {
      const problem = dayProblem(office, petition, String(form.get('signed_on') ?? ''))
      if (problem) return problem
    }
    if (!file) return refuse('list', 'listMissing')
    if (file.size === 0) return refuse('list', 'fileEmpty')
    const evidence = petition ? null : readEvidence(office, form)
    if (evidence && 'field' in evidence) return refuse(evidence.field, evidence.message)
    try {
      const taken = await takeInList(office, owner, {
        file,
        evidence,
        language: await listLanguage(office, owner, form),
        isTyped: intent === 'entry',
      })
      if (taken.outcome === 'empty' && intent === 'entry') return refuse('name', 'entryEmpty')
      if (taken.outcome !== 'taken') return refuse('list', messages[taken.outcome])
      if (intent === 'entry')
        await checkNow(office, taken.id, {
          full_name: '0',
          contact: '1',
          postal_code: '2',
          show_name: '3',
          signed_on: '4',
        })
      return done
    } catch (error) {
      return {
        outcome: 'refused',
        form: { values: {}, errors: [refusedField(office.t, error, { field: 'list', messages })] },
      }
    }
  }
  const id = uuidOf(String(form.get('id') ?? ''))
  const batch = await office.db
    .selectFrom('import_batch')
    .select('id')
    .where('id', '=', id)
    .where(listsOf(owner))
    .executeTakeFirst()
  if (!batch) throw new Response(null, { status: 404 })
  switch (intent) {
    case 'check':
      await startChecking(office, {
        id,
        mapping: await mappingIn(office, owner, form),
        language: languageIn(form),
      })
      return done
    case 'row':
    case 'sheet': {
      const chosen = readChosenRows(
        Object.fromEntries(['intent', 'row', 'sheet'].map((name) => [name, String(form.get(name) ?? '')])),
      )
      const { outcome } = chosen ? await chooseRows(office, owner, { id, chosen }) : { outcome: 'gone' as const }
      return outcome === 'chosen' ? done : refuse('list', rowMessages[outcome])
    }
    case 'fix': {
      const line = readWhole(String(form.get('line') ?? '')) ?? 0
      return (await fixLine(office, owner, { id, line, cells: correctedCells(form) }))
        ? done
        : refuse('list', 'lineGone')
    }
    case 'second':
      return said(await typeAgain(office, petition!, { id, typed: readTypedAgain(form) }))
    case 'choose':
      return said(await chooseTyping(office, petition!, { id, chosen: (place) => form.get(place) }))
    case 'run':
      return runList(office, owner, id, form)
    case 'try-again':
      await tryAgain(office, 'import_batch', id)
      return done
    case 'drop':
      await office.db
        .deleteFrom('import_batch')
        .where('id', '=', id)
        .where('state', 'in', ['mapping', 'checking', 'checked'])
        .execute()
      return done
    case 'undo':
      return (await undoImport(office, owner, id)).outcome === 'legal-hold' ? refuse('list', 'legalHold') : done
    default:
      throw new Response(null, { status: 400 })
  }
}

const typingMessages = {
  empty: 'entryEmpty',
  self: 'secondSelf',
  'not-chosen': 'typingNotChosen',
  gone: 'lineGone',
} as const

function said(compared: Compared): Done {
  return compared === 'done' ? done : refuse('list', typingMessages[compared])
}

/** The columns, and how days are read, as they stand in the form. */
async function mappingIn({ db }: Office, owner: ListOwner, form: FormData): Promise<Mapping> {
  const fields = isOfCampaign(owner)
    ? [...peopleFields, ...(await fieldsOfCampaign(db, owner.campaignId)).map(fieldColumn)]
    : importFields
  return {
    ...readMapping<Exclude<keyof Mapping, 'day_order'>>((field) => form.get(field), fields),
    ...orderIn(form),
  }
}

/** Records a checked list. What was changed beside the button since it was checked is checked first, and nothing is recorded. */
async function runList(office: Office, owner: ListOwner, id: string, form: FormData): Promise<Done> {
  const language = languageIn(form)
  const list = await office.db
    .selectFrom('import_batch')
    .select(['state', 'mapping', 'language', 'day_orders'])
    .where('id', '=', id)
    .executeTakeFirst()
  // Without these fields it is the button alone.
  if (list?.state === 'checked' && language !== null) {
    const mapping = await mappingIn(office, owner, form)
    const chosen = { ...mapping, day_order: mapping.day_order ?? orderShown(mapping, list.day_orders) }
    const usual = list.language ?? (await usualListLanguage(office.db, owner, office.lang))
    if (inOrder(chosen) !== inOrder(list.mapping ?? {}) || language !== usual) {
      await startChecking(office, { id, mapping, language })
      return refuse('list', 'importChanged')
    }
  }
  return startRecording(office, owner, { id, reviewed: String(form.get('reviewed') ?? '') })
}

/** The database keeps the columns in an order of its own. */
function inOrder(mapping: Mapping | Record<string, string>): string {
  const chosen = Object.entries(mapping).filter(([, column]) => column !== undefined)
  return JSON.stringify(chosen.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

/** Starts a checked list by the columns that were reviewed, and writes to the audit log how many of its lines are recorded. */
async function startRecording(
  office: Office,
  { groupId }: ListOwner,
  { id, reviewed }: { id: string; reviewed: string },
): Promise<Done> {
  return office.db.transaction().execute(async (trx) => {
    const list = await trx
      .selectFrom('import_batch')
      .select(['state', 'mapping', 'language'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    // Pressed twice.
    if (list?.state === 'running' || list?.state === 'done') return { ...done, recording: id }
    if (list?.state !== 'checked' || reviewed !== reviewedKey(list.mapping, list.language))
      return refuse('list', 'importChanged')
    if (await hasDifferences(trx, id)) return refuse('list', 'typingsDiffer')
    await trx.updateTable('import_batch').set({ state: 'running', acted_at: office.now }).where('id', '=', id).execute()
    const { good } = await trx
      .selectFrom('import_row')
      .select((eb) => eb.fn.countAll<string>().as('good'))
      .where('batch_id', '=', id)
      .where('outcome', '=', 'good')
      .where('double_of', 'is', null)
      .executeTakeFirstOrThrow()
    await office.audit({ groupId, act: 'imported-people', subject: id, howMany: Number(good) }, trx)
    return { ...done, recording: id }
  })
}

/** The lines of a sheet without its day are refused together before they are taken in, and stay in the form. */
function dayProblem({ t, now }: Office, petition: Petition, typed: string): Done | null {
  const day = readSignedOn([typed], { signed_on: '0' }, wallClock(petition.timeZone, now).day)
  const reason = day === 'invalid' || day === 'either' ? 'day' : paperProblem(petition, day, now)
  if (reason === null) return null
  const error = { field: 'signed_on', message: reason, said: t(`office.imports.reasons.${reason}`) }
  return { outcome: 'refused', form: { values: {}, errors: [error] } }
}

/** How days in numbers are to be read, if somebody has said it. */
function orderIn(form: FormData): Pick<Mapping, 'day_order'> {
  const order = form.get('day_order')
  return order === 'month' || order === 'day' ? { day_order: order } : {}
}

/** What was typed of how everybody on a list agreed, and on which day; null when nothing was. */
function readEvidence(
  { today }: Office,
  form: FormData,
): { words: string; on: string } | { field: string; message: string } | null {
  const words = cleanLines(String(form.get('evidence') ?? '')).slice(0, mostEvidence)
  const on = String(form.get('evidence_on') ?? '').trim()
  if (words === '' && on === '') return null
  if (words.length < leastEvidence) return { field: 'evidence', message: 'evidenceShort' }
  return isDay(on) && on <= today ? { words, on } : { field: 'evidence_on', message: 'evidenceDay' }
}

/** Letters. */
const leastEvidence = 15
const mostEvidence = 1_000

function languageIn(form: FormData): Language | null {
  const said = form.get('list_language')
  return isLanguage(said) ? said : null
}

async function listLanguage(office: Office, owner: ListOwner, form: FormData): Promise<Language> {
  return languageIn(form) ?? (await usualListLanguage(office.db, owner, office.lang))
}

function correctedCells(form: FormData): Partial<Record<keyof Mapping, string>> {
  const names = [...correctable, ...[...form.keys()].filter(isFieldColumn)]
  return Object.fromEntries(names.flatMap((name) => (form.has(name) ? [[name, String(form.get(name))] as const] : [])))
}

/** What was typed, by field; that of a line by its name and place, such as `zip 3`. */
function typedValues(form: FormData): Record<string, string> {
  const lines = (['name', 'contact', 'zip'] as const).flatMap((name) =>
    form.getAll(name).map((value, line) => [`${name} ${line}`, String(value)] as const),
  )
  const others = [...form].flatMap(([name, value]) =>
    /^(intent|id|show\d+|signed_on|list_language|pasted|evidence|evidence_on)$/.test(name)
      ? [[name, String(value)] as const]
      : [],
  )
  return Object.fromEntries([...lines, ...others])
}

/** The lines of the entry form as CSV; all of a sheet are signed on one day. */
function typedLines(form: FormData): Buffer {
  const [names, contacts, zips] = (['name', 'contact', 'zip'] as const).map((name) => form.getAll(name).map(String))
  const signedOn = String(form.get('signed_on') ?? '')
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
  const lines = names!.flatMap((name, line) =>
    name || contacts![line] || zips![line] || form.get(`show${line}`)
      ? [
          [name, contacts![line] ?? '', zips![line] ?? '', form.get(`show${line}`) ? 'x' : '', signedOn]
            .map(quoted)
            .join(','),
        ]
      : [],
  )
  return Buffer.from(['name,contact,zip,show,signed on', ...lines].join('\n'))
}
