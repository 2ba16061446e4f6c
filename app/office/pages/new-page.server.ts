import { z } from 'zod'
import type { Trx } from '#db/client'
import { kindsWhich } from '~/actions/registry.server'
import { startAction } from '~/office/actions/office-actions.server'
import type { Office } from '~/office/guard/guard.server'
import { startPetition } from '~/office/petitions/office-petitions.server'
import { paths } from '~/paths'
import { namePart } from '~/ui/forms/fields.schema'

const petition = 'petition'

/** The form that starts a petition or an action. Messages are keys under `site.errors`. */
export const newPageSchema = z.object({
  title: namePart.pipe(z.string().min(3, 'titleMissing')),
  kind: z.enum([petition, ...kindsWhich(() => true)]),
  campaign: z.uuid(),
  group: z.uuid(),
})

/** Starts a draft with only a title. @returns where its editor is */
export async function startPage(trx: Trx, office: Office, wanted: z.output<typeof newPageSchema>): Promise<string> {
  return wanted.kind === petition
    ? paths.office.petitionEdit(await startPetition(trx, office, wanted))
    : paths.office.actionEdit(await startAction(trx, office, wanted))
}
