import { sql } from 'kysely'
import type { Db } from '../client'
import { demoPosts } from './demo-officials'

const action = {
  slug: 'text-the-council',
  title: { en: 'Text the Ocotillo council', es: 'Mande un mensaje de texto al concejo de Ocotillo' },
  summary: {
    en: 'One text, two sentences: no police help for immigration arrests.',
    es: 'Un mensaje de texto, dos frases: que la policía no ayude en arrestos de migración.',
  },
  content: {
    message: {
      en: 'Please vote to keep city police out of immigration arrests. We should be able to call 911 without fear.',
      es: 'Por favor, vote para que la policía municipal no participe en arrestos de migración. Debemos poder llamar al 911 sin miedo.',
    },
    subject: {
      en: 'Keep Ocotillo police out of immigration arrests',
      es: 'Que la policía de Ocotillo no participe en arrestos de migración',
    },
    notes: {
      en: 'Add your name and ZIP below, so they know you live here.\nNever write about anyone’s papers.',
      es: 'Ponga abajo su nombre y su código postal, para que sepan que usted vive aquí.\nNunca escriba sobre los papeles de nadie.',
    },
  },
}

/** Keywords that people can text to the campaign, besides FIRMA and SIGN. */
const keywords = [
  { word: 'alto polimigra', language: 'es', leadsTo: 'petition' },
  { word: 'end s comm', language: 'en', leadsTo: 'petition' },
  { word: 'concejo', language: 'es', leadsTo: 'action' },
  { word: 'council', language: 'en', leadsTo: 'action' },
] as const

/** Inserts the demo's text action, open, with its keywords. Its officials and petitions must exist. */
export async function seedDemoTexts(
  trx: Db,
  owner: { campaign_id: string; group_id: string },
  now: Date,
): Promise<void> {
  const { id } = await trx
    .insertInto('advocacy_campaign')
    .values({
      ...owner,
      kind: 'text',
      slug: action.slug,
      state: 'open',
      title: JSON.stringify(action.title),
      summary: JSON.stringify(action.summary),
      content: JSON.stringify(action.content),
      targeting: JSON.stringify({ how: 'posts', order: 'in-turn' }),
      opens_at: null,
      closes_at: null,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`
    insert into advocacy_target (advocacy_campaign_id, post_id, position)
    select ${id}, post.id, wanted.place from unnest(${[...demoPosts.council]}::text[]) with ordinality as wanted (slug, place) join post on post.slug = wanted.slug
  `.execute(trx)
  const { id: petitionId } = await trx
    .selectFrom('petition')
    .select('id')
    .where('campaign_id', '=', owner.campaign_id)
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('keyword')
    .values(
      keywords.map(({ word, language, leadsTo }) => ({
        word,
        language,
        petition_id: leadsTo === 'petition' ? petitionId : null,
        advocacy_campaign_id: leadsTo === 'action' ? id : null,
        group_id: owner.group_id,
        welcome: null,
        created_at: now,
      })),
    )
    .execute()
}
