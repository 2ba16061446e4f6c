import { announce } from '#db/announce'
import type { Trx } from '#db/client'
import { slugOf } from '~/drafts/slug'
import type { Office } from '~/organizers/guard.server'
import { createVaultKey } from '~/vault/vault-keys.server'
import type { CampaignForm } from './campaign-form'

/** Campaigns that this organizer may see, as their list and forms show them. */
export async function readCampaigns(office: Office) {
  const rows = await office.db.selectFrom('campaign').selectAll().where('group_id', 'in', orNone(office.groupsWith('edit'))).orderBy('created_at').execute()
  return rows.map((row) => ({
    id: row.id,
    slug: row.slug,
    state: row.state,
    values: {
      name_en: row.name.en, name_es: row.name.es, summary_en: row.summary.en, summary_es: row.summary.es, story_en: row.story.en, story_es: row.story.es,
      colour: row.colour, closes_at: row.closes_at?.toISOString().slice(0, 10) ?? '', group: row.group_id,
    },
  }))
}

/** Makes a campaign with keys of its own, published at once: without petitions there is nothing to see yet. */
export async function makeCampaign(trx: Trx, office: Office, form: CampaignForm): Promise<void> {
  const base = slugOf(form.name_en)
  for (let count = 1; count < 100; count += 1) {
    const made = await trx
      .insertInto('campaign')
      .values({ ...columnsOf(form), slug: count === 1 ? base : `${base}-${count}`, state: 'published', group_id: form.group, created_at: office.now, updated_at: office.now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) continue
    await createVaultKey(trx, office.keyring, made.id)
    await announce(trx, ['site'])
    await office.audit({ groupId: form.group, act: 'made-campaign', subject: made.id }, trx)
    return
  }
  throw new Error('no free slug')
}

/** Changes what a campaign says, or puts it away and takes it out again. @throws 404 when it is not this organizer's */
export async function changeCampaign(trx: Trx, office: Office, id: string, change: { form: CampaignForm } | { state: 'published' | 'archived' }): Promise<void> {
  const changed = await trx
    .updateTable('campaign')
    .set({ ...('form' in change ? columnsOf(change.form) : { state: change.state }), updated_at: office.now })
    .where('id', '=', id)
    .where('group_id', 'in', orNone(office.groupsWith('publish')))
    .returning('group_id')
    .executeTakeFirst()
  if (!changed) throw new Response(null, { status: 404 })
  await announce(trx, ['site', ...(await trx.selectFrom('petition').select('id').where('campaign_id', '=', id).execute()).map((petition) => `petition:${petition.id}`)])
  await office.audit({ groupId: changed.group_id, act: 'changed-campaign', subject: 'form' in change ? id : `${id} ${change.state}` }, trx)
}

function columnsOf(form: CampaignForm) {
  return {
    name: JSON.stringify({ en: form.name_en, es: form.name_es }),
    summary: JSON.stringify({ en: form.summary_en, es: form.summary_es }),
    story: JSON.stringify({ en: form.story_en, es: form.story_es }),
    colour: form.colour,
    closes_at: form.closes_at === '' ? null : new Date(`${form.closes_at}T00:00:00Z`),
  }
}

/** `in ()` is not SQL; a nil id matches no row. */
function orNone(ids: string[]): string[] {
  return ids.length > 0 ? ids : ['00000000-0000-0000-0000-000000000000']
}
