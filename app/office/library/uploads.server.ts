import { z } from 'zod'
import { readWhole } from '#db/whole-number'
import type { DocumentContent } from '~/campaigns/library/document-content'
import { refusedField } from '~/channels/uploads/say-refusal'
import { sayFieldName, sayFields } from '~/office/editor/said-fields'
import type { Office } from '~/office/guard/guard.server'
import { readContent } from '~/ui/forms/content'
import { sayError } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { cleanLine } from '~/ui/forms/text'
import { slugOf } from '~/ui/page/slug'
import { dropIncoming, type Incoming, mostIncoming, receivedSoFar, takePiece, wholeFile } from './incoming.server'
import { type CampaignOfDocuments, collectionsOf, documentsOf } from './office-documents.server'
import { sharedFields } from './shared-fields'
import { mostBytes, type TakenIn, takeInDocument } from './take-in-document.server'

/** Documents that the page lists. */
const mostListed = 100

/** Everything the upload page shows. */
export async function readUploads(office: Office, campaign: CampaignOfDocuments) {
  const [documents, collections] = await Promise.all([
    documentsOf(office.db, campaign.id, mostListed),
    collectionsOf(office.db, campaign.id),
  ])
  return {
    campaign: { slug: campaign.slug, name: campaign.name[office.lang] },
    mayPublish: office.may('publish', campaign.groupId),
    shared: sayFields(office, sharedFields),
    collections: collections.map(({ slug, title }) => ({ slug, title: title[office.lang] })),
    documents: documents.map(({ id, title, state, pages, pagesRead, reading, findings, acceptedAt, work }) => ({
      id,
      title: title[office.lang] || title.en || title.es,
      state,
      pages,
      pagesRead,
      reading,
      isCleaning: work === 'clean',
      open: acceptedAt === null ? findings.reduce((sum, { count }) => sum + count, 0) : 0,
    })),
  }
}

type Posted = { outcome: 'done'; added: number } | { outcome: 'refused'; form: FormState; taken: TakenIn[] }

/** Takes in the files of a form, one after another, or makes a collection. */
export async function postToUploads(office: Office, campaign: CampaignOfDocuments, form: FormData): Promise<Posted> {
  const values = textsOf(form)
  // The script has sent them one by one, and counted.
  if (values.intent === 'sent') return { outcome: 'done', added: readWhole(values.added) ?? 0 }
  if (values.intent === 'collection') return makeCollection(office, campaign, values)
  // What a folder holds beside PDFs is left out without a word for each.
  const inFolder = office.files('folder')
  const files = [...office.files('pdf'), ...inFolder.filter(({ name }) => /\.pdf$/i.test(name))]
  const refuse = (errors: FormState['errors'], taken: TakenIn[] = []): Posted => ({
    outcome: 'refused',
    form: { values, errors },
    taken,
  })
  if (files.length === 0)
    return inFolder.length === 0
      ? refuse([{ field: 'pdf', message: '', said: office.t('library.upload.missing') }])
      : refuse([{ field: 'folder', message: '', said: office.t('library.upload.noPdfs') }])
  const { content, errors } = readShared(office, values)
  if (errors.length > 0) return refuse(errors)
  const shared = await withCollection(office, campaign, content, values)
  const taken: TakenIn[] = []
  try {
    for (const file of files) taken.push(await takeInDocument(office, { campaign, file, shared }))
  } catch (error) {
    return refuse([refusedField(office.t, error, { field: 'pdf' })], taken)
  }
  const bad = taken.filter(({ outcome }) => outcome !== 'taken')
  return bad.length === 0
    ? { outcome: 'done', added: taken.length }
    : refuse(
        bad.map(({ name, words }) => ({ field: 'pdf', message: '', said: `${name}: ${words}` })),
        taken,
      )
}

/** What was typed for all files at once. An error says which field it is about. */
function readShared(
  office: Office,
  typed: Record<string, string>,
): { content: Partial<DocumentContent>; errors: FormState['errors'] } {
  const { content, errors } = readContent(sharedFields, typed)
  return {
    content: content as Partial<DocumentContent>,
    errors: errors.map(({ field, message }) => ({
      field,
      message,
      said: `${sayFieldName(office, sharedFields, {}, field)}: ${sayError(office.t, message)}`,
    })),
  }
}

async function withCollection(
  office: Office,
  campaign: CampaignOfDocuments,
  content: Partial<DocumentContent>,
  typed: Record<string, string>,
): Promise<Partial<DocumentContent>> {
  const known = await collectionsOf(office.db, campaign.id)
  return { ...content, collection: known.find(({ slug }) => slug === typed.collection)?.slug ?? '' }
}

function textsOf(form: FormData): Record<string, string> {
  return Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}

async function makeCollection(
  office: Office,
  campaign: CampaignOfDocuments,
  values: Record<string, string>,
): Promise<Posted> {
  const title = { en: cleanLine(values.title_en ?? ''), es: cleanLine(values.title_es ?? '') }
  const errors = (['en', 'es'] as const)
    .filter((language) => title[language] === '' || title[language].length > 80)
    .map((language) => ({
      field: `title_${language}`,
      message: '',
      said: office.t('library.collections.titleMissing'),
    }))
  if (errors.length > 0) return { outcome: 'refused', form: { values, errors }, taken: [] }
  const base = slugOf(title.en, 'collection')
  for (let count = 1; count < 100; count += 1) {
    const made = await office.db
      .insertInto('document_collection')
      .values({
        campaign_id: campaign.id,
        slug: count === 1 ? base : `${base}-${count}`,
        title: JSON.stringify(title),
        created_at: office.now,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) return { outcome: 'done', added: 0 }
  }
  throw new Error('no free slug')
}

const pieceForm = z.object({
  offset: z.coerce.number().int().min(0).max(mostBytes),
  size: z.coerce.number().int().min(0),
  name: z.string().max(300).default(''),
})

function incomingOf(office: Office, campaign: CampaignOfDocuments): Incoming {
  const upload = office.params.upload ?? ''
  if (!/^[\w-]{1,120}$/.test(upload)) throw new Response(null, { status: 404 })
  return { env: office.env, organizerId: office.organizer.id, campaignId: campaign.id, upload }
}

export async function countPieces(office: Office, campaign: CampaignOfDocuments): Promise<{ received: number }> {
  return { received: await receivedSoFar(incomingOf(office, campaign)) }
}

/** What the script of the upload page is told. 409: it should go on at `received`. */
interface PieceAnswer {
  status: 200 | 400 | 409 | 422 | 503
  received: number
  taken?: TakenIn
}

/** Takes the next piece of a file; with the last one, takes the file in. */
export async function takeNextPiece(
  office: Office,
  campaign: CampaignOfDocuments,
  form: FormData,
): Promise<PieceAnswer> {
  const incoming = incomingOf(office, campaign)
  const typed = textsOf(form)
  const read = pieceForm.safeParse(typed)
  const [piece] = office.files('piece')
  if (!read.success || !piece || (piece.size === 0 && read.data.size > 0)) return { status: 400, received: 0 }
  const { offset, size, name } = read.data
  const refused = (words: string): PieceAnswer => ({
    status: 422,
    received: 0,
    taken: { outcome: 'refused', name, words, id: null },
  })
  if (size > mostBytes) return refused(office.t('library.upload.tooLarge'))
  if (size === 0) return refused(office.t('library.upload.empty'))
  if (offset + piece.size > size) return refused(office.t('library.upload.changed'))
  const { content, errors } = readShared(office, typed)
  if (errors.length > 0) return refused(errors.map(({ said }) => said).join(' '))
  const put = await takePiece(incoming, { offset, piece }, office.now)
  if (put.outcome === 'too-many') return refused(office.t('library.upload.tooMany', { count: mostIncoming }))
  if (put.outcome === 'gap') return { status: 409, received: put.received }
  if (put.received < size) return { status: 200, received: put.received }
  // An error leaves it where it is: the sender asks again, and finds all of it there.
  const taken = await takeInDocument(office, {
    campaign,
    file: wholeFile(incoming, { name, size: put.received }),
    shared: await withCollection(office, campaign, content, typed),
  }).catch(async (error: unknown) => {
    // Another tab with the same last piece has taken it in and dropped it meanwhile.
    if ((await receivedSoFar(incoming)) === 0) return null
    throw error
  })
  if (!taken) return { status: 503, received: 0 }
  await dropIncoming(incoming)
  return { status: taken.outcome === 'refused' ? 422 : 200, received: put.received, taken }
}
