import { sql } from 'kysely'
import type { Bilingual } from '~/i18n/language'
import type { Db } from '../client'
import { demoPosts } from './demo-officials'

interface DemoLetter {
  slug: string
  title: Bilingual
  summary: Bilingual
  /** The targets; with `roles`, those who have already agreed. */
  posts: readonly string[]
  /** Roles of the officials to write to where the writer lives; null: use `posts`. */
  roles: readonly string[] | null
  content: Record<string, unknown>
}

const councilLetter = {
  topic: 'staff-and-money',
  ask: {
    en: 'vote to keep city officers, cars and dollars out of immigration arrests',
    es: 'que vote para que ningún oficial, patrulla ni dólar de la ciudad se use para arrestos de migración',
  },
  askMayNot: {
    en: 'publish every request that comes from immigration and what the city answered',
    es: 'que publique cada solicitud que llega de migración y lo que la ciudad contestó',
  },
  subjects: {
    en: `City money belongs to this city
Before you vote: a letter from a neighbor
No city officers for immigration arrests`,
    es: `El dinero de la ciudad es de la ciudad
Antes de votar: una carta de su comunidad
Ningún oficial de la ciudad para arrestos de migración`,
  },
  openings: {
    en: `I live in {place}, and I am writing before you vote. I ask you to {ask}.
I am your neighbor in {place}. What I ask is simple: {ask}.
You decide how {place} spends its money and its officers’ time. I ask you to {ask}.`,
    es: `Vivo en {place} y le escribo antes de que vote. Le pido {ask}.
Soy parte de su comunidad en {place}. Lo que pido es sencillo: {ask}.
Usted decide en qué gasta {place} su dinero y el tiempo de sus oficiales. Le pido {ask}.`,
  },
  points: {
    en: `Calling for help | People who fear that a call to the police ends in a deportation do not call. Then no one is safe, whatever their papers say.
Money | Every hour an officer spends on federal work is an hour we pay for and do not get.
Families | When a parent is taken on the way to work, it is our schools, our churches and our neighbors who catch the children.
Work | Day laborers build and clean this city. They should be able to stand on a corner without being handed over.`,
    es: `Pedir ayuda | Quien teme que una llamada a la policía termine en una deportación no llama. Entonces nadie está seguro, tenga los papeles que tenga.
El dinero | Cada hora que un oficial le dedica al trabajo federal es una hora que pagamos y no recibimos.
Las familias | Cuando se llevan a un padre o una madre camino al trabajo, son nuestras escuelas, iglesias y vecinos quienes sostienen a los niños.
El trabajo | Los jornaleros construyen y limpian esta ciudad. Deben poder pararse en una esquina sin que los entreguen.`,
  },
  closing: {
    en: 'I will follow how you vote, and I will tell my neighbors. Thank you for reading this.',
    es: 'Voy a seguir su voto y se lo voy a contar a mis vecinos. Gracias por leer esta carta.',
  },
  thanks: {
    en: 'Whoever says yes in public deserves to hear thank you: that helps them stay with it.',
    es: 'Quien dice que sí en público merece oír gracias: eso le ayuda a mantenerlo.',
  },
  several: 'choose',
  minimumOwnWords: 0,
}

/** Letters to the demo's fictional officials. */
const letters: DemoLetter[] = [
  {
    slug: 'write-ocotillo-council',
    title: { en: 'Write to the Ocotillo council', es: 'Escríbale al concejo de Ocotillo' },
    summary: {
      en: 'They vote on whether city money goes to immigration arrests. A letter from someone who lives there is read and counted.',
      es: 'El concejo vota si el dinero de la ciudad se usa para arrestos de migración. La carta de alguien que vive ahí se lee y se cuenta.',
    },
    posts: demoPosts.council,
    roles: null,
    content: councilLetter,
  },
  {
    slug: 'write-sheriff-vance',
    title: { en: 'Write to Sheriff Vance', es: 'Escríbale a la alguacil Vance' },
    summary: {
      en: 'One page: no judge’s warrant, no extra night in jail.',
      es: 'Una página: sin orden de un juez, ni una noche más en la cárcel.',
    },
    posts: [demoPosts.sheriff],
    roles: null,
    content: {
      topic: 'detainers',
      ask: {
        en: 'keep nobody in jail past their release just because ICE asks, unless a judge has signed a warrant',
        es: 'que no retenga a nadie después de su salida porque migración lo pide, salvo con una orden firmada por un juez',
      },
      askMayNot: {
        en: 'tell every person in the jail, in their language, when immigration asks for them, and publish how often that happens',
        es: 'que le avise a cada persona en la cárcel, en su idioma, cuando migración la pida, y que publique cuántas veces pasa',
      },
      subjects: {
        en: 'No judge, no hold\nYour jail and immigration detainers',
        es: 'Sin juez no hay retención\nSu cárcel y las órdenes de migración',
      },
      openings: {
        en: 'I live in {place}, {state}. I ask you to {ask}.\nYou run the jail of {place}, so you decide this. I ask you to {ask}.',
        es: 'Vivo en {place}, {state}. Le pido {ask}.\nUsted dirige la cárcel de {place}, así que usted lo decide. Le pido {ask}.',
      },
      points: {
        en: `The law | Courts have said that a detainer is a request, and that a county that holds someone on one may have to pay for it.
Calling for help | People who fear your jail do not report what they have seen. That makes everyone less safe.
Time | Someone who is free to go should be with their children that night.`,
        es: `La ley | Las cortes han dicho que una orden de retención es una solicitud, y que el condado que retiene a alguien por ella puede tener que pagar.
Pedir ayuda | Quien le teme a su cárcel no cuenta lo que vio. Eso nos deja a todos menos seguros.
El tiempo | Quien ya puede salir debe estar esa noche con sus hijos.`,
      },
      closing: {
        en: 'Please write back and tell me what you will do.',
        es: 'Por favor contésteme y dígame qué va a hacer.',
      },
      several: 'each',
      minimumOwnWords: 0,
    },
  },
  {
    slug: 'write-your-council',
    title: { en: 'Write to your council or county board', es: 'Escríbale a su concejo o a la junta de su condado' },
    summary: {
      en: 'They vote on your city’s or county’s money, and on what it pays for. In this demo the ZIPs 85099 and 85999 are on the map; both are fictional.',
      es: 'Con su voto deciden en qué se gasta el dinero de su ciudad o de su condado. En esta demostración los códigos 85099 y 85999 están en el mapa; los dos son ficticios.',
    },
    posts: demoPosts.board,
    roles: ['council-member', 'county-supervisor'],
    content: {
      ...councilLetter,
      ask: {
        en: 'vote to keep local officers, cars and dollars out of immigration arrests',
        es: 'que vote para que ningún oficial, patrulla ni dólar de aquí se use para arrestos de migración',
      },
    },
  },
]

/** Inserts the demo's letters, open. Their officials must exist. */
export async function seedDemoLetters(
  trx: Db,
  owner: { campaign_id: string; group_id: string },
  now: Date,
): Promise<void> {
  for (const [index, letter] of letters.entries()) {
    const at = new Date(now.getTime() + index)
    const { id } = await trx
      .insertInto('advocacy_campaign')
      .values({
        ...owner,
        kind: 'letter',
        slug: letter.slug,
        state: 'open',
        title: JSON.stringify(letter.title),
        summary: JSON.stringify(letter.summary),
        content: JSON.stringify(letter.content),
        targeting: JSON.stringify(
          letter.roles ? { how: 'lookup', roles: letter.roles, order: 'all' } : { how: 'posts', order: 'all' },
        ),
        opens_at: null,
        closes_at: null,
        created_at: at,
        updated_at: at,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sql`
      insert into advocacy_target (advocacy_campaign_id, post_id, position, has_agreed)
      select ${id}, post.id, wanted.place, ${letter.roles !== null} from unnest(${[...letter.posts]}::text[]) with ordinality as wanted (slug, place) join post on post.slug = wanted.slug
    `.execute(trx)
  }
}
