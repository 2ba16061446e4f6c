import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Trx } from '#db/client'
import { type DocumentContent, documentContent } from '~/campaigns/library/document-content'
import { checkLimits, documentCheck } from '~/campaigns/library/document-file'
import { fileName } from '~/campaigns/library/document-names'
import { lockFile } from '~/campaigns/library/lock-file.server'
import { storageOf } from '~/channels/storage/open-storage.server'
import { refusalOf } from '~/channels/uploads/parse-kind'
import { sayRefusal } from '~/channels/uploads/say-refusal'
import type { UploadedFile } from '~/channels/uploads/uploaded-file.server'
import type { Office } from '~/office/guard/guard.server'
import { cleanLine } from '~/ui/forms/text'
import { slugOf } from '~/ui/page/slug'
import type { CampaignOfDocuments } from './office-documents.server'

/** Bytes of one document. */
export const mostBytes = 200 * 1024 * 1024

/** What became of a file that was uploaded. */
export interface TakenIn {
  outcome: 'taken' | 'repeated' | 'refused'
  /** The file's own name. */
  name: string
  /** What became of it, in the organizer's language. */
  words: string
  /** The document that it is now, or that has the same file; null when it was refused. */
  id: string | null
}

interface Wanted {
  campaign: CampaignOfDocuments
  file: UploadedFile
  /** What is said about all files of the upload, as a document stores it. */
  shared: Partial<DocumentContent>
}

/**
 * Takes in one PDF as a draft, whose pages the worker then reads. It is checked in a process of its own first. A file that
 * the campaign has already is not taken in again.
 *
 * @throws a refusal's error only when it is not about the file
 */
export async function takeInDocument(office: Office, { campaign, file, shared }: Wanted): Promise<TakenIn> {
  const { t } = office
  const name = cleanLine(file.name.replace(/^.*[\\/]/, '')).slice(0, 200) || t('library.upload.nameless')
  const refuse = (words: string): TakenIn => ({ outcome: 'refused', name, words, id: null })
  if (file.size === 0) return refuse(t('uploads.refusals.empty'))
  if (file.size > mostBytes) return refuse(t('library.upload.tooLarge'))
  let title = ''
  try {
    // A process that was ended may have met a moment without memory, which is not the file's fault.
    title = await check(office, file).catch((error: unknown) => {
      if (refusalOf(error)?.why !== 'too-much-memory') throw error
      return check(office, file)
    })
  } catch (error) {
    const refusal = refusalOf(error)
    if (!refusal) throw error
    return refuse(
      refusal.why === 'too-slow' || refusal.why === 'too-much-memory'
        ? t('library.upload.tooHard')
        : sayRefusal(t, refusal),
    )
  }
  const sha256 = await hashOf(file)
  const storage = storageOf(office.env)
  const stored = fileName(sha256)
  return office.db.transaction().execute(async (trx) => {
    // One file at a time: two tabs with the same one would both find nothing.
    await lockFile(trx, sha256)
    const known = await knownDocument(trx, campaign.id, sha256)
    if (known)
      return { outcome: 'repeated', name, words: t('library.upload.repeated', { title: known.title }), id: known.id }
    if ((await storage.has(stored)) !== file.size) await storage.put(stored, { stream: file.stream(), size: file.size })
    const id = await insertDocument(trx, office, {
      campaign,
      sha256,
      bytes: file.size,
      title: title || titleOf(name),
      shared,
    })
    await office.audit({ groupId: campaign.groupId, act: 'added-document', subject: id }, trx)
    return { outcome: 'taken', name, words: t('library.upload.taken'), id }
  })
}

/** @returns the title that the file carries; '' for none */
async function check({ parser, request }: Office, file: UploadedFile): Promise<string> {
  const work = { files: [file], options: null, limits: checkLimits, signal: request.signal }
  let title = ''
  for await (const checked of parser.parse(documentCheck, work)) title = checked.title
  return title
}

async function hashOf(file: UploadedFile): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of file.stream() as AsyncIterable<Buffer>) hash.update(chunk)
  return hash.digest('hex')
}

/** Only in the same campaign: organizers of another group may not learn of its drafts. */
async function knownDocument(
  trx: Trx,
  campaignId: string,
  sha256: string,
): Promise<{ id: string; title: string } | null> {
  const { rows } = await sql<{ id: string; content: unknown }>`
    select id, content from document where campaign_id = ${campaignId} and (sha256 = ${sha256} or kept_sha256 = ${sha256})
      and file_work->>'act' is distinct from 'remove' limit 1
  `.execute(trx)
  if (!rows[0]) return null
  const { title } = documentContent.parse(rows[0].content)
  return { id: rows[0].id, title: title.en || title.es }
}

/** `FOIA_release-03.pdf` → “FOIA release 03”. */
function titleOf(name: string): string {
  const words = name
    .replace(/\.pdf$/i, '')
    .replace(/[_\s]+/g, ' ')
    .replace(/(?<=\w)-(?=\w)/g, ' ')
    .trim()
  return words.slice(0, 160) || name
}

async function insertDocument(
  trx: Trx,
  office: Office,
  wanted: { campaign: CampaignOfDocuments; sha256: string; bytes: number; title: string; shared: Wanted['shared'] },
): Promise<string> {
  const { campaign, sha256, bytes, title, shared } = wanted
  const base = slugOf(title, 'document')
  const content = documentContent.parse({ ...shared, title: { en: title, es: title } })
  for (let count = 1; count < 1_000; count += 1) {
    const made = await trx
      .insertInto('document')
      .values({
        campaign_id: campaign.id,
        slug: count === 1 ? base : `${base}-${count}`,
        content: JSON.stringify(content),
        sha256,
        bytes,
        created_by: office.organizer.id,
        created_at: office.now,
        updated_at: office.now,
      })
      .onConflict((conflict) => conflict.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) return made.id
  }
  throw new Error('no free slug')
}
