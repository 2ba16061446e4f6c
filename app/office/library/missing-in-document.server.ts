import type { Db } from '#db/client'
import type { Finding } from '~/campaigns/library/finding'
import type { Translate } from '~/i18n/translator'
import type { SaidMissing } from '~/office/editor/editor-form'
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
