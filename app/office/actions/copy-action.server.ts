import { type AdvocacyCampaign, advocacyBySlug } from '~/actions/kind/advocacy.server'
import { readDraft, saveFirstDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import { actionWriting } from './action-writing.server'
import { insertAction } from './office-actions.server'

/** Copies an action's draft and targets into a new draft. @returns its slug */
export async function copyAction(office: Office, action: AdvocacyCampaign): Promise<string> {
  const { content } = await readDraft(office.db, actionWriting, action)
  const { campaignId, groupId, kind, targeting } = action
  const title = content.title as { en: string; es: string }
  return office.db.transaction().execute(async (trx) => {
    const copy = await insertAction(trx, office, {
      campaignId,
      groupId,
      kind,
      targeting,
      title,
      slugFrom: title.en || title.es || action.slug,
    })
    await saveFirstDraft(trx, office, { kind: actionWriting, thing: (await advocacyBySlug(trx, copy.slug))!, content })
    await trx
      .insertInto('advocacy_target')
      .columns(['advocacy_campaign_id', 'post_id', 'position', 'has_agreed'])
      .expression((eb) =>
        eb
          .selectFrom('advocacy_target')
          .select(({ val }) => [val(copy.id).as('id'), 'post_id', 'position', 'has_agreed'])
          .where('advocacy_campaign_id', '=', action.id),
      )
      .execute()
    return copy.slug
  })
}
