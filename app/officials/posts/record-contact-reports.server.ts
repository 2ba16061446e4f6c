import type { OpenedSubmission, RecordContext } from '~/queue/intake/opened-submission'
import { sealText } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'
import { reportContact, reportUnknownOfficial } from './report-contact.server'

/** Puts what visitors found wrong into the queue of stale contacts; the note stays sealed, the hour is kept, nothing else. */
export async function recordContactReports(
  { trx, vault }: RecordContext,
  arrivals: OpenedSubmission<'contact-report'>[],
): Promise<void> {
  for (const { id, at, submission } of arrivals) {
    if ('divisionId' in submission) {
      await reportUnknownOfficial(
        trx,
        {
          id,
          divisionId: submission.divisionId,
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
