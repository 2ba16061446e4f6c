import type { Db } from '#db/client'
import { caseKind } from '~/campaigns/cases/case-kind'
import { meetingKind } from '~/campaigns/meetings/meeting-content'
import { postKind, pressKind } from '~/campaigns/news/news-content'
import type { StoryKind } from '~/campaigns/story/story-kind'
import { timelineKind } from '~/campaigns/timeline/timeline-content'
import type { Bilingual } from '~/i18n/language'

export const campaignSlug = 'end-s-comm'

const both = (en: string, es: string): Bilingual => ({ en, es })
const source = {
  sourceUrl: 'https://example.org/ruling',
  sourceTitle: 'The court’s docket',
  sourceCheckedOn: '2026-11-20',
}

/** The ruling of 2019 was vacated in part in 2020; the case was settled in 2025. */
export const gonzalez = {
  name: 'Gonzalez v. ICE',
  court: both(
    'U.S. District Court, Central District of California',
    'Corte Federal del Distrito Central de California',
  ),
  docket: '2:13-cv-04416',
  judge: 'André Birotte Jr.',
  plaintiffs: 'Gerardo Gonzalez and a class of people held on detainers',
  defendants: 'Immigration and Customs Enforcement',
  counsel: 'ACLU of Southern California, NDLON, NIJC',
  summary: both(
    'May ICE ask a jail to hold somebody because a database says so?',
    '¿Puede ICE pedir a una cárcel que retenga a alguien porque lo dice una base de datos?',
  ),
  meaning: both(
    'Under the settlement, covered ICE offices may ask a jail **only for notice** of your release, unless an officer who is neutral has reviewed it.',
    'Según el acuerdo, las oficinas de ICE incluidas **solo pueden pedir aviso** de su salida, a menos que un oficial neutral lo haya revisado.',
  ),
  events: [
    {
      ...source,
      key: 'e3',
      kind: 'vacated',
      happenedOn: '2020-09-11',
      title: both('The Ninth Circuit vacates the injunctions', 'El Noveno Circuito anula las órdenes'),
      text: both('It sends the case back.', 'Devuelve el caso.'),
    },
    {
      ...source,
      key: 'e1',
      kind: 'filed',
      happenedOn: '2013-06-19',
      title: both('The suit is filed', 'Se presenta la demanda'),
      text: both('Two men held for days sue.', 'Demandan dos hombres que pasaron días detenidos.'),
    },
    {
      ...source,
      key: 'e2',
      kind: 'ruled',
      happenedOn: '2019-09-27',
      title: both('Detainers from databases alone are barred', 'Se prohíben las retenciones por bases de datos'),
      text: both('The judge issues two injunctions.', 'El juez dicta dos órdenes.'),
      overturnedBy: 'e3',
      overturnedNote: both('both injunctions.', 'las dos órdenes.'),
      document: 'ruling-2019',
    },
    {
      ...source,
      key: 'e4',
      kind: 'settled',
      happenedOn: '2025-03-04',
      title: both('A settlement takes effect', 'El acuerdo entra en vigor'),
      text: both('It runs for five years.', 'Dura cinco años.'),
    },
  ],
}

/** A case with one ruling that still stands. */
export const galarza = {
  name: 'Galarza v. Szalczyk',
  court: both('U.S. Court of Appeals, Third Circuit', 'Corte de Apelaciones del Tercer Circuito'),
  docket: '12-3991',
  summary: both('Is a detainer an order?', '¿Es una orden un detainer?'),
  meaning: both('A detainer is a request. Your county may say no.', 'Es una solicitud. Su condado puede decir que no.'),
  events: [
    {
      ...source,
      key: 'e1',
      kind: 'ruled',
      happenedOn: '2014-03-04',
      title: both('Detainers are requests', 'Los detainers son solicitudes'),
      text: both('A county that holds on one may be liable.', 'Un condado que retiene puede ser responsable.'),
    },
  ],
}

const entry = (happenedOn: string, kind: string, title: Bilingual, text: Bilingual, more: object = {}) => ({
  ...source,
  happenedOn,
  kind,
  title,
  text,
  ...more,
})

/** Entries of the timeline by slug; each precision of a date, each kind. */
export const entries = {
  begins: entry(
    '2008-03',
    'program',
    both('ICE announces Secure Communities', 'ICE anuncia Comunidades Seguras'),
    both(
      'Every fingerprint taken at a jail goes to **immigration**. No law was passed for it.',
      'Cada huella que toma una cárcel llega a **migración**. No se aprobó ninguna ley.',
    ),
  ),
  'santa-clara-leaves': entry(
    '2010-09-28',
    'organizing',
    both('Arlington and Santa Clara vote to leave', 'Arlington y Santa Clara votan por salirse'),
    both('Two boards say no on the same day.', 'Dos juntas dicen que no el mismo día.'),
  ),
  'illinois-out': entry(
    '2011',
    'policy',
    both('Illinois ends its agreement', 'Illinois termina su acuerdo'),
    both('New York and Massachusetts follow.', 'Nueva York y Massachusetts hacen lo mismo.'),
  ),
  'ruling-of-2019': entry(
    '2019-09-27',
    'litigation',
    both('A judge bars detainers from databases alone', 'Un juez prohíbe retener solo por bases de datos'),
    both('Forty-two states were served from one building.', 'Un solo edificio atendía a cuarenta y dos estados.'),
    { courtCase: 'gonzalez-v-ice', caseEvent: 'e2', place: 'az-maricopa-county' },
  ),
  'detainers-are-requests': entry(
    '2014-03-04',
    'litigation',
    both('A court says: detainers are requests', 'Una corte dice: los detainers son solicitudes'),
    both('A county may refuse.', 'Un condado puede negarse.'),
    { courtCase: 'galarza-v-szalczyk', caseEvent: 'e1' },
  ),
}

const post = {
  title: both('Saguaro County votes on Tuesday', 'El condado de Saguaro vota el martes'),
  summary: both('Fill the room.', 'Llene la sala.'),
  text: both('Bring a **friend**.', 'Traiga a una **amiga**.'),
}

export const press = {
  url: 'https://example.org/el-diario/huellas',
  title: 'Las huellas que viajan solas',
  outlet: 'El Diario de Ocotillo',
  author: 'Lucía Prado',
  publishedOn: '2026-11-10',
  language: 'es',
  quote: 'Nadie votó por esto.',
  note: both('The first report from our county.', 'El primer reportaje de nuestro condado.'),
  archiveUrl: 'https://example.org/archive/huellas',
}

/** A board of supervisors on Tuesday, December 8, at 6 p.m. in Arizona, which comments reach until Friday before. */
export const meeting = {
  ...source,
  title: both('Saguaro County Board votes on detainers', 'La Junta de Saguaro vota sobre los detainers'),
  place: 'az-saguaro-county',
  timeZone: 'America/Phoenix',
  startsAt: '2026-12-08T18:00',
  endsAt: '2026-12-08T21:00',
  where: both('Board room, 1 Ocotillo Plaza', 'Sala de la junta, 1 Ocotillo Plaza'),
  about: both('Whether the jail holds people for ICE.', 'Si la cárcel retiene gente para ICE.'),
  agendaUrl: 'https://example.org/agenda',
  howToComment: both('Two minutes each. Sign up at the door.', 'Dos minutos cada quien. Apúntese en la puerta.'),
  commentBy: '2026-12-04T17:00',
  commentUrl: 'https://example.org/comment',
}

/** Publishes something in the story of the demo's campaign, as the office does. @returns its id */
export async function publishes<Content extends object>(
  db: Db,
  kind: StoryKind<Content>,
  slug: string,
  content: object,
  more: { state?: 'draft' | 'open' | 'archived'; at?: Date; shownAt?: Date } = {},
): Promise<string> {
  const { id: campaignId } = await db
    .selectFrom('campaign')
    .select('id')
    .where('slug', '=', campaignSlug)
    .executeTakeFirstOrThrow()
  const at = more.at ?? new Date('2026-11-20T12:00:00Z')
  const whole = kind.readContent(content)
  const row = {
    campaign_id: campaignId,
    slug,
    state: more.state ?? 'open',
    content: JSON.stringify(whole),
    created_at: at,
    updated_at: at,
    ...kind.always,
    ...(kind.table === 'news_item' ? { shown_at: at } : {}),
    ...kind.columns(whole, { now: at, isFirst: true, before: whole }),
    // An hour that a test gives wins over the one of publishing.
    ...(more.shownAt ? { shown_at: more.shownAt } : {}),
  }
  const { id } = await db
    .insertInto(kind.table as 'timeline_entry')
    .values(row as never)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** Publishes a whole story: two cases, five entries, a post, one that is due later, a press link, a meeting. */
export async function tellsStory(db: Db): Promise<void> {
  await publishes(db, caseKind, 'gonzalez-v-ice', gonzalez)
  await publishes(db, caseKind, 'galarza-v-szalczyk', galarza)
  for (const [slug, content] of Object.entries(entries)) await publishes(db, timelineKind, slug, content)
  await publishes(db, postKind, 'saguaro-votes', post)
  await publishes(db, postKind, 'after-the-vote', { ...post, shownAt: '2026-12-09T09:00' })
  await publishes(db, pressKind, 'huellas', press)
  await publishes(db, meetingKind, 'saguaro-board', meeting)
}
