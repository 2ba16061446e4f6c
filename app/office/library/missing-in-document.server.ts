import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { DocumentContent } from '~/campaigns/library/document-content'
import type { Finding } from '~/campaigns/library/finding'
import type { Translate } from '~/i18n/translator'
import type { SaidMissing } from '~/office/editor/writing'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'

/**
 * What keeps a document from being published, beside what is said about it: its file is still being read, could not be
 * read, or holds things that nobody has looked at.
 */
export async function missingInDocument(db: Db, t: Translate, document: { id: string }): Promise<SaidMissing[]> {
  const { reading, findings, findings_accepted_at, file_work } = await db
    .selectFrom('document')
    .select(['reading', 'findings', 'findings_accepted_at', 'file_work'])
    .where('id', '=', document.id)
    .executeTakeFirstOrThrow()
  const missing = (words: string): SaidMissing[] => [
    { field: 'file', words, path: paths.office.documentFindings(document.id) },
  ]
  if (reading === 'failed') return missing(t('library.gate.failed'))
  if (reading !== 'read' || file_work !== null) return missing(t('library.gate.reading'))
  const open = (findings as Finding[]).length
  return open > 0 && findings_accepted_at === null ? missing(t('library.gate.findings', { count: open })) : []
}

/**
 * What keeps two documents from being shown as one: a translation leads to an original, in another language. An original
 * is never itself a translation.
 */
export async function missingInPair(
  office: Pick<Office, 'db' | 't'>,
  document: { id: string; slug: string; campaignId: string },
  { translationOf, language }: Pick<DocumentContent, 'translationOf' | 'language'>,
): Promise<SaidMissing[]> {
  if (translationOf === '') return []
  const { rows } = await sql<{ isTranslation: boolean; isOriginal: boolean; isSameLanguage: boolean }>`
    select document.id = ${document.id} or coalesce(document.content->>'translationOf', '') <> '' as "isTranslation",
      document.state = 'open' and document.language <> 'other' and document.language = ${language} as "isSameLanguage",
      exists (select from document as other where other.campaign_id = ${document.campaignId} and other.id <> ${document.id}
        and other.state = 'open' and other.content->>'translationOf' = ${document.slug}) as "isOriginal"
    from document where document.campaign_id = ${document.campaignId} and document.slug = ${translationOf}
  `.execute(office.db)
  const found = rows[0]
  const why = found?.isOriginal
    ? 'original'
    : found?.isTranslation
      ? 'translation'
      : found?.isSameLanguage
        ? 'language'
        : null
  return why ? [{ field: 'translationOf', words: office.t(`library.gate.pair.${why}`) }] : []
}
