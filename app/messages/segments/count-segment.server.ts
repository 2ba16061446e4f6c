import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Channel } from '#db/schema'
import type { Language } from '~/i18n/language'
import { newsJoins, whyNoNews } from '~/people/subscriptions.server'
import { segmentFacts } from './segment-condition.server'
import type { Segment } from './segments.server'

/** How many people a segment holds: by the rollup alone, so that it can be asked while a rule is built. */
export interface SegmentCount {
  people: number
  languages: Record<Language, number>
  /** Who agreed to news by this way. */
  channels: Record<Channel, number>
  /** Of those by text, in each language: what a text costs is counted by it. */
  texts: Record<Language, number>
}

/** Counts a segment, saved or not. */
export async function countSegment(db: Db, segment: Segment, now: Date): Promise<SegmentCount> {
  const { rows } = await sql<Record<'people' | 'spanish' | 'mail' | 'sms' | 'spanishTexts', number>>`
    select count(*)::integer as people, (count(*) filter (where facts.language = 'es'))::integer as spanish, (count(*) filter (where facts.by_mail))::integer as mail,
      (count(*) filter (where facts.by_text))::integer as sms, (count(*) filter (where facts.by_text and facts.language = 'es'))::integer as "spanishTexts"
    from person_facts as facts where ${segmentFacts(segment, now)}
  `.execute(db)
  const { people, spanish, mail, sms, spanishTexts } = rows[0]!
  return {
    people,
    languages: { en: people - spanish, es: spanish },
    channels: { mail, sms },
    texts: { en: sms - spanishTexts, es: spanishTexts },
  }
}

/** Why somebody in a segment would not get what is sent by one way. `same-contact`: somebody else on their address or number gets it. */
type NotReached = 'no-contact' | 'no-consent' | 'opted-out' | 'contact-failing' | 'same-contact'

type WhyNot = Exclude<NotReached, 'no-contact' | 'same-contact'>

/** Whom a message to a segment would reach now, by each way, and why not the others. */
export type Reach = Record<Channel, { receive: number; not: Record<NotReached, number> }>

/** Asks `whyNoNews` for everybody in a segment. Takes longer than a count. */
export async function reachOf(db: Db, segment: Segment, people: number, now: Date): Promise<Reach> {
  const { rows } = await sql<{ channel: Channel; why: WhyNot | null; count: number; contacts: number }>`
    select channel, why, count(*)::integer as count, count(distinct contact)::integer as contacts from (
      select person.id, contact_point.channel, (array_agg(${whyNoNews} order by ${whyNoNews} nulls first))[1] as why,
        (array_agg(contact_point.id order by ${whyNoNews} nulls first))[1] as contact
      from person_facts as facts join person on person.id = facts.person_id
        join contact_point on contact_point.id in (person.contact_id, person.other_contact_id) ${newsJoins()}
      where ${segmentFacts(segment, now)} group by person.id, contact_point.channel
    ) as each group by channel, why
  `.execute(db)
  const of = (channel: Channel): Reach[Channel] => {
    const found = (why: WhyNot | null) => rows.find((row) => row.channel === channel && row.why === why)
    const count = (why: WhyNot) => found(why)?.count ?? 0
    // A family with one address gets one message.
    const { count: may, contacts: receive } = found(null) ?? { count: 0, contacts: 0 }
    const not = {
      'no-consent': count('no-consent'),
      'opted-out': count('opted-out'),
      'contact-failing': count('contact-failing'),
    }
    const known = may + not['no-consent'] + not['opted-out'] + not['contact-failing']
    return { receive, not: { ...not, 'no-contact': Math.max(0, people - known), 'same-contact': may - receive } }
  }
  return { mail: of('mail'), sms: of('sms') }
}
