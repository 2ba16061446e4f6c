import { sql } from 'kysely'
import { utcDay } from '#db/utc-day'
import type { Bilingual } from '~/i18n/language'
import type { Db } from '../client'
import { seedDemoCalls } from './demo-calls'
import { campaign, type DemoPetition, petitions } from './demo-content'
import { seedDemoLetters } from './demo-letter'
import { seedDemoOfficials } from './demo-officials'
import { seedDemoTexts } from './demo-texts'
import { seedStory } from './story/seed-story'

/**
 * Inserts the first campaign into an empty database: END S-COMM: ¡Alto Polimigra!, with its story, two petitions, and
 * calls, letters and texts to fictional officials. A database with a campaign is left unchanged; the site's own key is created
 * in any case.
 *
 * @param createKey creates the vault key of a campaign, or (null) of the site
 * @param now when it opens
 */
export async function seedDemo(
  db: Db,
  createKey: (db: Db, campaignId: string | null) => Promise<void>,
  now: Date,
): Promise<'seeded' | 'left alone'> {
  await createKey(db, null)
  return db.transaction().execute(async (trx) => {
    await sql`lock table campaign in exclusive mode`.execute(trx)
    if (await trx.selectFrom('campaign').select('id').executeTakeFirst()) return 'left alone'
    const network = await trx
      .selectFrom('member_group')
      .select('id')
      .where('kind', '=', 'network')
      .executeTakeFirstOrThrow()
    const { id } = await trx
      .insertInto('campaign')
      .values({
        group_id: network.id,
        slug: campaign.slug,
        state: 'published',
        colour: campaign.colour,
        name: json(campaign.name),
        summary: json(campaign.summary),
        story: json(campaign.story),
        closes_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await createKey(trx, id)
    for (const [index, petition] of petitions.entries())
      await insertPetition(trx, { campaign_id: id, group_id: network.id }, petition, new Date(now.getTime() + index))
    await seedDemoOfficials(trx, utcDay(now), now)
    await seedDemoCalls(trx, { campaign_id: id, group_id: network.id }, now)
    await seedDemoLetters(trx, { campaign_id: id, group_id: network.id }, now)
    await seedDemoTexts(trx, { campaign_id: id, group_id: network.id }, new Date(now.getTime() + 100))
    await seedStory(trx, { campaignId: id }, now)
    return 'seeded'
  })
}

async function insertPetition(
  db: Db,
  owner: { campaign_id: string; group_id: string },
  petition: DemoPetition,
  now: Date,
): Promise<void> {
  const { id } = await db
    .insertInto('petition')
    .values({
      ...owner,
      template_id: null,
      target_key: petition.targetKey,
      slug: petition.slug,
      state: 'open',
      title: json(petition.title),
      ask: json(petition.ask),
      target: json(petition.target),
      story: json(petition.story),
      image: petition.image,
      image_alt: json(petition.imageAlt),
      share_text: json(petition.shareText),
      outcome: null,
      opens_at: null,
      closes_at: null,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db.insertInto('petition_total').values({ petition_id: id, changed_at: now }).execute()
  const rows = petition.updates.map((update) => ({
    petition_id: id,
    published_on: update.publishedOn,
    title: json(update.title),
    body: json(update.body),
  }))
  if (rows.length > 0) await db.insertInto('petition_update').values(rows).execute()
}

function json(text: Bilingual): string {
  return JSON.stringify(text)
}
