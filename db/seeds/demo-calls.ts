import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import type { Db } from '../client'
import { demoPosts } from './demo-officials'

interface DemoCall {
  slug: string
  title: Bilingual
  summary: Bilingual
  content: Record<string, unknown>
  posts: readonly string[]
  /** Roles of the officials to call where the caller lives; null: use `posts`. */
  roles: readonly string[] | null
}

const notes: Bilingual = {
  en: `Whoever picks up works at the front desk. They write down what you say; they don’t argue.
They may ask for your name and where you live. A first name and your ZIP code are enough.
They never need your immigration status, your birthplace or your papers. If anyone asks, say “I don't want to answer that”, and hang up if you like.
You may speak Spanish. If no one understands, say “Spanish, please” and wait.`,
  es: `Contesta alguien de la recepción. Apunta lo que usted dice; no discute.
Quizá le pregunten su nombre y dónde vive. Basta con su primer nombre y su código postal.
Nunca necesitan saber su estatus migratorio, dónde nació ni sus papeles. Si alguien pregunta, diga “I don't want to answer that” (ai dont uónt tu ánser dat), y cuelgue si quiere.
Puede hablar en español. Si nadie entiende, diga “Spanish, please” (spánish, plis) y espere.`,
}

const sheriffCall = {
  topic: 'detainers',
  ask: {
    en: 'keep nobody in jail past their release just because ICE asks, unless a judge has signed a warrant',
    es: 'que no retenga a nadie después de su salida porque migración lo pide, salvo con una orden firmada por un juez',
  },
  askMayNot: {
    en: 'tell every person in the jail, in their language, when immigration asks for them, and publish how often that happens',
    es: 'que le avise a cada persona en la cárcel, en su idioma, cuando migración la pida, y que publique cuántas veces pasa',
  },
  script: {
    en: `> Sheriff's office, how can I help you?
Hello. My name is ______ and I live in {town}.
I am calling for {official}.
I ask the sheriff to {ask}.
Could you please write that down and tell the sheriff?
> I'll pass it along. Anything else?
No, thank you. Have a good day.`,
    es: `> Oficina del alguacil, ¿en qué le puedo ayudar?
Hola. Me llamo ______ y vivo en {town}.
Llamo para {official}.
Le pido {ask}.
¿Puede apuntarlo, por favor, y decírselo?
> Yo se lo paso. ¿Algo más?
No, gracias. Que tenga buen día.`,
  },
  voicemail: {
    en: `Hello, this is a message for {official}.
My name is ______ and I live in {town}.
I ask you to {ask}.
Thank you.`,
    es: `Hola, este es un mensaje para {official}.
Me llamo ______ y vivo en {town}.
Le pido {ask}.
Gracias.`,
  },
  notes,
  perHour: 30,
  atOnce: 2,
}

/** Calls to the demo's fictional officials. */
const calls: DemoCall[] = [
  {
    slug: 'call-sheriff-vance',
    title: { en: 'Call Sheriff Vance', es: 'Llame a la alguacil Vance' },
    summary: {
      en: 'Two minutes, one sentence: no judge’s warrant, no extra night in jail.',
      es: 'Dos minutos, una frase: sin orden de un juez, ni una noche más en la cárcel.',
    },
    posts: [demoPosts.sheriff],
    roles: null,
    content: sheriffCall,
  },
  {
    slug: 'call-ocotillo-council',
    title: { en: 'Call the Ocotillo council', es: 'Llame al concejo de Ocotillo' },
    summary: {
      en: 'Three people decide whether city money goes to immigration arrests. Call one, or all three.',
      es: 'Tres personas deciden si el dinero de la ciudad se usa para arrestos de migración. Llame a una, o a las tres.',
    },
    posts: demoPosts.council,
    roles: null,
    content: {
      topic: 'staff-and-money',
      ask: {
        en: 'vote to keep city officers, cars and dollars out of immigration arrests',
        es: 'que vote para que ningún oficial, patrulla ni dólar de la ciudad se use para arrestos de migración',
      },
      askMayNot: {
        en: 'publish every request that comes from immigration and what the city answered',
        es: 'que publique cada solicitud que llega de migración y lo que la ciudad contestó',
      },
      script: {
        en: `> City council, good morning.
Hello. My name is ______ and I live in {town}.
I have a message for {title} {official}.
I ask you to {ask}.
Will you vote for it?
> I'll let the office know.
Thank you. Have a good day.`,
        es: `> Concejo municipal, buenos días.
Hola. Me llamo ______ y vivo en {town}.
Tengo un mensaje para {official}, {title}.
Le pido {ask}.
¿Va a votar a favor?
> Yo le aviso a la oficina.
Gracias. Que tenga buen día.`,
      },
      voicemail: {
        en: `Hello, this is a message for {title} {official}.
My name is ______ and I live in {town}.
I ask you to {ask}.
Thank you.`,
        es: `Hola, este es un mensaje para {official}, {title}.
Me llamo ______ y vivo en {town}.
Le pido {ask}.
Gracias.`,
      },
      notes,
      perHour: 30,
      atOnce: 2,
    },
  },
  {
    slug: 'call-your-sheriff',
    title: { en: 'Call your sheriff', es: 'Llame a su alguacil' },
    summary: {
      en: 'Your sheriff runs the county jail and decides who is handed to ICE. In this demo the ZIPs 85099 and 85999 are on the map; both are fictional.',
      es: 'Su alguacil (sheriff) dirige la cárcel del condado y decide a quién entrega a migración. En esta demostración los códigos 85099 y 85999 están en el mapa; los dos son ficticios.',
    },
    posts: [],
    roles: ['sheriff'],
    content: sheriffCall,
  },
]

/** Inserts the demo's calls, open. Their officials must exist. */
export async function seedDemoCalls(
  trx: Db,
  owner: { campaign_id: string; group_id: string },
  now: Date,
): Promise<void> {
  for (const [index, call] of calls.entries()) {
    const at = new Date(now.getTime() + index)
    const { id } = await trx
      .insertInto('advocacy_campaign')
      .values({
        ...owner,
        kind: 'call',
        slug: call.slug,
        state: 'open',
        title: JSON.stringify(call.title),
        summary: JSON.stringify(call.summary),
        content: JSON.stringify(call.content),
        targeting: JSON.stringify(
          call.roles ? { how: 'lookup', roles: call.roles, order: 'in-turn' } : { how: 'posts', order: 'in-turn' },
        ),
        opens_at: null,
        closes_at: null,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`
      insert into advocacy_target (advocacy_campaign_id, post_id, position)
      select ${id}, post.id, wanted.place from unnest(${[...call.posts]}::text[]) with ordinality as wanted (slug, place) join post on post.slug = wanted.slug
    `.execute(trx)
  }
}
