import { announce } from '#db/announce'
import { documentKind } from '~/campaigns/library/document-content'
import type { FileWork } from '~/campaigns/library/file-work'
import type { Finding } from '~/campaigns/library/finding'
import type { Office } from '~/office/guard/guard.server'
import { withoutRight } from '~/office/guard/refuse-by-role.server'
import { paths } from '~/paths'
import { dropEntries } from '~/web/search/drop-entries.server'
import type { OfficeDocument } from './office-documents.server'
import { findingsKey } from './show-findings.server'

/**
 * Does what an organizer asks for on the page of a document's findings.
 *
 * @returns where to go then; `?refused=…` says what was not done
 * @throws 403 without the right for it, 400 for an unknown intent
 */
export async function actOnDocument(
  office: Office,
  document: OfficeDocument,
  fields: Record<string, string>,
): Promise<string> {
  const page = paths.office.documentFindings(document.id)
  switch (fields.intent) {
    case 'accept':
      insist(office, document, 'publish')
      if (fields.seen === findingsKey(document.findings)) await accept(office, document)
      return page
    case 'clean':
      if (document.state === 'open') insist(office, document, 'publish')
      return (await ask(office, document, {
        act: 'clean',
        removesInvisible: fields.removesInvisible === '1',
        keepsOriginal: fields.keepsOriginal === '1',
      }))
        ? page
        : `${page}?refused=clean`
    case 'read-again':
      await office.db
        .updateTable('document')
        .set({ reading: 'waiting', failure: null, read_failures: 0, read_again_at: null })
        .where('id', '=', document.id)
        .where('reading', '=', 'failed')
        .execute()
      return page
    case 'remove':
      return document.state === 'draft' && (await ask(office, document, { act: 'remove' }))
        ? paths.office.documentUpload(document.campaign.slug)
        : `${page}?refused=remove`
    default:
      throw new Response(null, { status: 400 })
  }
}

function insist(office: Office, { campaign }: OfficeDocument, right: 'publish'): void {
  if (!office.may(right, campaign.groupId)) throw withoutRight(right, campaign.groupId)
}

/** Only what the organizer has seen: nothing that a new reading has found meanwhile. */
async function accept(office: Office, { id, findings, campaign }: OfficeDocument): Promise<void> {
  await office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('document')
      .set({ findings_accepted_by: office.organizer.id, findings_accepted_at: office.now })
      .where('id', '=', id)
      .where('reading', '=', 'read')
      .where('file_work', 'is', null)
      .where('findings', '=', JSON.stringify(findings satisfies Finding[]))
      .where('findings_accepted_at', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows > 0n)
      await office.audit(
        { groupId: campaign.groupId, act: 'accepted-findings', subject: id, howMany: Math.max(1, findings.length) },
        trx,
      )
  })
}

/**
 * One thing at a time, and nothing while the file is being read. A published document is archived until somebody has
 * looked at its cleaned copy: nothing is public that nobody accepted.
 *
 * @returns false when it was not asked for, because something else was done to the document meanwhile
 */
async function ask(office: Office, { id, slug, state, campaign }: OfficeDocument, work: FileWork): Promise<boolean> {
  return office.db.transaction().execute(async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('document')
      .set({ file_work: JSON.stringify(work), failure: null })
      .where('id', '=', id)
      .where('file_work', 'is', null)
      // As it was when the right for it was looked at.
      .where('state', '=', state)
      .$if(work.act === 'clean' && state === 'open', (query) =>
        query.set({ state: 'archived', updated_at: office.now }),
      )
      .$if(work.act === 'clean', (query) => query.where('reading', '=', 'read'))
      .$if(work.act === 'remove', (query) => query.where('state', '=', 'draft'))
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return false
    const act = work.act === 'remove' ? 'removed-document' : 'cleaned-document'
    await office.audit({ groupId: campaign.groupId, act, subject: id }, trx)
    if (work.act !== 'clean' || state !== 'open') return true
    await dropEntries(trx, documentKind.name, { id, slug })
    await announce(trx, ['site', `${documentKind.name}:${id}`])
    await office.audit({ groupId: campaign.groupId, act: 'changed-story-state', subject: `${id} archived` }, trx)
    return true
  })
}
