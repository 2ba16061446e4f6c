import { randomUUID } from 'node:crypto'
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

/** Replies that organizers can choose when they answer a text. */
const replies = [
  {
    name: { en: 'I will find out', es: 'Lo averiguo' },
    words: {
      en: 'Thank you for writing. I will find out and get back to you here.',
      es: 'Gracias por escribir. Lo averiguo y le contesto por este medio.',
    },
  },
  {
    name: { en: 'How to sign by text', es: 'Firmar por mensaje' },
    words: {
      en: 'You can sign right here: send SIGN and answer three short questions. One more person can sign from this phone.',
      es: 'Puede firmar desde su celular: mande FIRMA y conteste tres preguntas cortas. Otra persona puede firmar en el mismo celular.',
    },
  },
  {
    name: { en: 'What we do with the number', es: 'Qué hacemos con el número' },
    words: {
      en: 'Your phone number is never published. We give it to no one, and delete it when you ask us to. We never ask about papers.',
      es: 'Su teléfono nunca se publica. No se lo damos a nadie, y lo borramos cuando usted lo pida. Nunca preguntamos por papeles.',
    },
  },
  {
    name: { en: 'Someone was detained', es: 'Detuvieron a alguien' },
    words: {
      en: 'I am so sorry. Nobody has to answer questions or sign anything without a lawyer. To find the person: locator.ice.gov. May I call you?',
      es: 'Lo siento mucho. Nadie tiene que contestar preguntas ni firmar nada sin abogado. Para encontrar a la persona: locator.ice.gov. ¿Le puedo llamar?',
    },
  },
]

/** Inserts the demo's text action, open, with its keywords and replies. Its officials and petitions must exist. */
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
  await trx
    .insertInto('canned_reply')
    .values(
      replies.map(({ name, words }) => ({
        id: randomUUID(),
        group_id: owner.group_id,
        name: JSON.stringify(name),
        words: JSON.stringify(words),
        before: null,
        created_at: now,
        changed_at: now,
        dropped_at: null,
      })),
    )
    .execute()
}
