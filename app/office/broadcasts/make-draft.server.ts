import type { Selectable } from 'kysely'
import type { Database } from '#db/schema'
import { postContent } from '~/campaigns/news/news-content'
import type { Language } from '~/i18n/language'
import { type BroadcastChannel, emptyBlock } from '~/messages/broadcasts/broadcast-content'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { draftOfPost } from './draft-of-post'

type Draft = Pick<Selectable<Database['broadcast']>, 'id' | 'channel'>

/** Drafts of a post, at most one of each channel. */
export async function draftsOfPost({ db }: Pick<Office, 'db'>, postId: string): Promise<Draft[]> {
  return db
    .selectFrom('broadcast')
    .select(['id', 'channel'])
    .where('news_item_id', '=', postId)
    .where('state', '=', 'draft')
    .orderBy('channel')
    .execute()
}

/**
 * Makes a draft of a published post. One that is there already is kept as somebody has edited it.
 *
 * @returns its id
 */
export async function draftFromPost(
  office: Pick<Office, 'db' | 'organizer' | 'audit' | 'now' | 'env'>,
  post: { id: string; slug: string; groupId: string; campaignId: string; campaignSlug: string; content: unknown },
  channel: BroadcastChannel,
): Promise<string> {
  const { env, organizer, now } = office
  const { title, summary, text } = postContent.parse(post.content)
  const url = (language: Language) => `${env.publicUrl}${paths.post(language, post.campaignSlug, post.slug)}`
  const page = paths.post('en', post.campaignSlug, post.slug).replace(/^\/en\//, '')
  const { subject, body, blocks } = draftOfPost(channel, {
    title,
    summary,
    text,
    url: { en: url('en'), es: url('es') },
    page,
  })
  return office.db.transaction().execute(async (trx) => {
    const made = await trx
      .insertInto('broadcast')
      .values({
        campaign_id: post.campaignId,
        channel,
        subject: JSON.stringify(subject),
        body: JSON.stringify(body),
        blocks: blocks && JSON.stringify(blocks),
        news_item_id: post.id,
        created_by: organizer.id,
        saved_by: organizer.id,
        writers: [organizer.id],
        created_at: now,
        updated_at: now,
      })
      .onConflict((conflict) => conflict.columns(['news_item_id', 'channel']).where('state', '=', 'draft').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (made) {
      await office.audit({ groupId: post.groupId, act: 'drafted-message', subject: made.id }, trx)
      return made.id
    }
    const kept = await trx
      .selectFrom('broadcast')
      .select('id')
      .where('news_item_id', '=', post.id)
      .where('channel', '=', channel)
      .where('state', '=', 'draft')
      .executeTakeFirstOrThrow()
    return kept.id
  })
}

/** Begins an empty message to a campaign's people. @returns its id. @throws 404 for a campaign that they may not write for */
export async function makeDraft(
  office: Pick<Office, 'db' | 'organizer' | 'audit' | 'now' | 'may'>,
  fields: Record<string, string>,
): Promise<string> {
  const { channel, campaign: slug = '' } = fields
  const campaign = await office.db
    .selectFrom('campaign')
    .select(['id', 'group_id'])
    .where('slug', '=', slug)
    .where('state', '<>', 'archived')
    .executeTakeFirst()
  if (!campaign || !office.may('edit', campaign.group_id) || (channel !== 'mail' && channel !== 'text'))
    throw new Response(null, { status: 404 })
  const nothing = JSON.stringify({ en: '', es: '' })
  return office.db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('broadcast')
      .values({
        campaign_id: campaign.id,
        channel,
        subject: nothing,
        body: nothing,
        blocks: channel === 'mail' ? JSON.stringify([emptyBlock('text'), emptyBlock('button')]) : null,
        news_item_id: null,
        created_by: office.organizer.id,
        saved_by: office.organizer.id,
        writers: [office.organizer.id],
        created_at: office.now,
        updated_at: office.now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await office.audit({ groupId: campaign.group_id, act: 'drafted-message', subject: id }, trx)
    return id
  })
}

/** Campaigns that this organizer may write for. */
export async function campaignsToWriteFor(office: Pick<Office, 'db' | 'groupsWith' | 'lang'>) {
  const groups = office.groupsWith('edit')
  if (groups.length === 0) return []
  const rows = await office.db
    .selectFrom('campaign')
    .select(['slug', 'name'])
    .where('group_id', 'in', groups)
    .where('state', '<>', 'archived')
    .orderBy('created_at')
    .execute()
  return rows.map(({ slug, name }) => ({ slug, name: name[office.lang] }))
}
