import type { Bilingual } from '~/i18n/language'
import type { SeedSource } from './sources'
import type { SeedItem } from './story-item'

interface SeedMeeting extends SeedSource {
  title: Bilingual
  /** Slug of the place whose board or council meets. */
  place: string
  timeZone: 'America/Phoenix'
  /** Local time, YYYY-MM-DDTHH:MM. */
  startsAt: string
  endsAt: string
  where: Bilingual
  about: Bilingual
  agendaUrl: string
  howToComment: Bilingual
  commentBy: string
  commentUrl: string
}

/** Meetings of the demo's fictional council and board, in the month after `now`. */
export function meetings(now: Date): readonly SeedItem<SeedMeeting>[] {
  const tuesday = dayInNextMonth(now, 2, 2)
  const wednesday = dayInNextMonth(now, 3, 3)
  const checked = now.toISOString().slice(0, 10)
  return [
    {
      slug: 'ocotillo-council-vote',
      content: {
        title: {
          en: 'Ocotillo City Council: a vote on police and immigration',
          es: 'Concejo municipal de Ocotillo: voto sobre policía y migración',
        },
        place: 'az-ocotillo',
        timeZone: 'America/Phoenix',
        startsAt: `${tuesday}T18:00`,
        endsAt: `${tuesday}T20:30`,
        where: {
          en: 'Council Chambers, 1 Example Plaza, Ocotillo, AZ. There are seats for everyone, and an interpreter.',
          es: 'Sala del concejo, 1 Example Plaza, Ocotillo, AZ. Hay lugar para todos, e intérprete.',
        },
        about: {
          en: `The council takes up the resolution we wrote: no 287(g) agreement, and no officer, car or dollar of the city for immigration arrests.

**What we ask:** vote yes, on the record, this evening.

Come even if you don’t speak. A full room is heard, too. *Ocotillo is fictional; it stands for your city.*`,
          es: `El concejo discute la resolución que escribimos: ningún acuerdo 287(g), y ni un oficial, ni una patrulla, ni un dólar de la ciudad para arrestos de migración.

**Lo que pedimos:** que voten que sí, y que conste, esa misma noche.

Venga aunque no vaya a hablar. Una sala llena también se oye. *Ocotillo es ficticio; está en lugar de su ciudad.*`,
        },
        agendaUrl: 'https://example.org/ocotillo/agenda',
        howToComment: {
          en: `You get two minutes. Your name and “Ocotillo” are enough; no one may ask about your papers.

In person: fill in a card at the door by 6:15 p.m. In writing: use the link, and the clerk reads it into the record. Say it in Spanish if you like.`,
          es: `Le tocan dos minutos. Bastan su nombre y «Ocotillo»; nadie le puede preguntar por sus papeles.

En persona: llene una tarjeta en la puerta antes de las 6:15 p. m. Por escrito: use el enlace, y la secretaria lo pone en el acta. Puede hablar en español.`,
        },
        commentBy: `${dayBefore(tuesday)}T12:00`,
        commentUrl: 'https://example.org/ocotillo/comment',
        sourceUrl: 'https://example.org/ocotillo/agenda',
        sourceTitle: 'Ocotillo City Council',
        sourceCheckedOn: checked,
      },
    },
    {
      slug: 'mesquite-board-first-report',
      content: {
        title: {
          en: 'Mesquite County Board: the jail’s first report on ICE',
          es: 'Junta del condado de Mesquite: primer informe de la cárcel sobre ICE',
        },
        place: 'az-mesquite-county',
        timeZone: 'America/Phoenix',
        startsAt: `${wednesday}T09:30`,
        endsAt: `${wednesday}T12:00`,
        where: {
          en: 'Board Room, 9 Example Road, Mesquite, AZ',
          es: 'Sala de la junta, 9 Example Road, Mesquite, AZ',
        },
        about: {
          en: `The board promised numbers twice a year: how often ICE asked, for what, and what the jail answered. This is the first time it reads them out.

**What we ask:** publish the report the same day, in English and in Spanish.

*Mesquite County is fictional; it stands for yours.*`,
          es: `La junta prometió números dos veces al año: cuántas veces pidió algo ICE, qué pidió y qué contestó la cárcel. Es la primera vez que los lee en público.

**Lo que pedimos:** que publique el informe ese mismo día, en inglés y en español.

*El condado de Mesquite es ficticio; está en lugar del suyo.*`,
        },
        agendaUrl: 'https://example.org/mesquite/agenda',
        howToComment: {
          en: 'Three minutes each, at the start of the meeting. Sign up by link or by phone, (602) 555-0180, until 5 p.m. the day before. Written comments are kept with the minutes.',
          es: 'Tres minutos por persona, al empezar la junta. Apúntese con el enlace o por teléfono, (602) 555-0180, hasta las 5 p. m. del día anterior. Los comentarios por escrito se guardan con el acta.',
        },
        commentBy: `${dayBefore(wednesday)}T17:00`,
        commentUrl: 'https://example.org/mesquite/comment',
        sourceUrl: 'https://example.org/mesquite/agenda',
        sourceTitle: 'Mesquite County Board of Supervisors',
        sourceCheckedOn: checked,
      },
    },
  ]
}

/** @param weekday 0 is Sunday @param nth from 1, such as the second Tuesday @returns YYYY-MM-DD */
function dayInNextMonth(now: Date, weekday: number, nth: number): string {
  const first = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1))
  const wait = (weekday - first.getUTCDay() + 7) % 7
  first.setUTCDate(1 + wait + (nth - 1) * 7)
  return first.toISOString().slice(0, 10)
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10)
}
