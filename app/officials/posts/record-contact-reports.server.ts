import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { reportAboutPlace, reportContact } from './report-contact.server'

/** Adds visitors' reports of wrong contacts to the stale queue. Keeps only the sealed note and the hour. */
export async function recordContactReports(
  { trx, vault }: RecordContext,
  arrivals: OpenedSubmission<'contact-report'>[],
): Promise<void> {
  for (const { id, at, submission } of arrivals) {
    if ('divisionId' in submission) {
      await reportAboutPlace(
        trx,
        {
          id,
          divisionId: submission.divisionId,
          what: submission.what,
          sealedNote: sealText(vault.site(), sealedAs('contact_report', id), submission.note),
        },
        at,
      )
      continue
    }
    const { postId, contactDetailId, what, note } = submission
    await reportContact(
      trx,
      {
        id,
        postId,
        contactDetailId,
        what,
        origin: 'public',
        sealedNote: note ? sealText(vault.site(), sealedAs('contact_report', id), note) : null,
      },
      at,
    )
  }
}
