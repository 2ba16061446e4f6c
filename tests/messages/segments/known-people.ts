import { randomBytes, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Act, SegmentRule } from '~/messages/segments/segment-rule'
import { zipMark } from '~/vault/blind-index.server'
import type { World } from '../../support/firme-test'

/** What is known of somebody in a test, as plain as a rule asks for it. */
export interface Known {
  id: string
  campaign: string
  county: string | null
  zip: string
  language: 'en' | 'es'
  channels: ('mail' | 'sms')[]
  tags: string[]
  did: { act: Act; about?: string; outcome?: string; daysAgo: number }[]
}

/** What rules can be about here. */
export interface Things {
  campaign: string
  petitions: string[]
  actions: string[]
  post: string
}

export async function thingsOf({ db }: World): Promise<Things> {
  const petitions = await db.selectFrom('petition').select(['id', 'campaign_id']).orderBy('created_at').execute()
  const actions = await db.selectFrom('advocacy_campaign').select('id').orderBy('slug').limit(2).execute()
  const post = await db.selectFrom('post').select('id').executeTakeFirstOrThrow()
  return {
    campaign: petitions[0]!.campaign_id,
    petitions: petitions.map(({ id }) => id),
    actions: actions.map(({ id }) => id),
    post: post.id,
  }
}

/** Nobody in particular; everything else is added to it. */
export const stranger = (things: Things, rest: Partial<Known> = {}): Known => ({
  id: randomUUID(),
  campaign: things.campaign,
  county: null,
  zip: '',
  language: 'en',
  channels: [],
  tags: [],
  did: [],
  ...rest,
})

/** Writes people as the recorders do, table by table. */
export async function storePeople({ db, keyring, at }: World, things: Things, people: Known[]): Promise<void> {
  for (const person of people) {
    const contact = randomUUID()
    await sql`insert into contact_point (id, campaign_id, channel, blind_index, sealed, created_on)
      values (${contact}, ${person.campaign}, 'mail', ${randomBytes(32)}, '', site_day(${at}))`.execute(db)
    await sql`insert into person (id, campaign_id, contact_id, name_index, sealed, language, created_on, county, zip_mark)
      values (${person.id}, ${person.campaign}, ${contact}, ${randomBytes(32)}, '', ${person.language}, site_day(${at}), ${person.county}, ${person.zip ? zipMark(keyring, person.zip) : '0'})`.execute(
      db,
    )
    for (const channel of person.channels) await subscribe(db, person.id, { channel, how: 'form', daysAgo: 400, at })
    for (const tag of person.tags) await db.insertInto('person_tag').values({ person_id: person.id, tag }).execute()
    for (const { act, about, outcome, daysAgo } of person.did) {
      if (act === 'signed' || act === 'confirmed')
        await sign(db, person.id, { petition: about!, isConfirmed: act === 'confirmed', daysAgo, at })
      if (act === 'called' || act === 'wrote' || act === 'texted')
        await sql`insert into outreach (id, advocacy_campaign_id, post_id, channel, via, outcome, language, person_id, done_at, day)
          values (${randomUUID()}, ${about}, ${things.post}, ${{ called: 'call', wrote: 'letter', texted: 'text' }[act]}, 'test', ${outcome ?? 'sent'}, 'en', ${person.id},
            ${at}::timestamptz - make_interval(days => ${daysAgo}), site_day(${at}) - ${daysAgo}::integer)`.execute(db)
      if (act === 'joined')
        await subscribe(db, person.id, { channel: 'sms', how: 'keyword', daysAgo, at, hasEnded: true })
    }
  }
}

type Db = World['db']

async function subscribe(
  db: Db,
  person: string,
  how: { channel: 'mail' | 'sms'; how: string; daysAgo: number; at: Date; hasEnded?: boolean },
): Promise<void> {
  await sql`insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at, confirmed_on, ended_on, ended_how)
    values (${randomUUID()}, ${person}, ${how.channel}, 'campaign', '1', 'en', site_day(${how.at}) - ${how.daysAgo}::integer, ${how.how}, 'x', ${how.at},
      site_day(${how.at}) - ${how.daysAgo}::integer, ${how.hasEnded ? sql`site_day(${how.at})` : null}, ${how.hasEnded ? 'text' : null})`.execute(
    db,
  )
}

async function sign(
  db: Db,
  person: string,
  { petition, isConfirmed, daysAgo, at }: { petition: string; isConfirmed: boolean; daysAgo: number; at: Date },
): Promise<void> {
  await sql`insert into signature (id, petition_id, person_id, contact_token, name_token, name_slot, state, is_private, area, language, source, accepted_at, confirmed_at, channel, day)
    values (${randomUUID()}, ${petition}, ${person}, ${randomBytes(32)}, ${randomBytes(32)}, 1, ${isConfirmed ? 'confirmed' : 'unconfirmed'}, false, '850', 'en', 'web',
      ${at}::timestamptz - make_interval(days => ${daysAgo}), ${isConfirmed ? sql`${at}::timestamptz - make_interval(days => ${daysAgo})` : null}, 'mail', site_day(${at}) - ${daysAgo}::integer)`.execute(
    db,
  )
}

/** What a rule means, in memory. */
export function isMeant(rule: SegmentRule, person: Known): boolean {
  if ('all' in rule) return rule.all.every((part) => isMeant(part, person))
  if ('any' in rule) return rule.any.some((part) => isMeant(part, person))
  if ('not' in rule) return !isMeant(rule.not, person)
  switch (rule.fact) {
    case 'campaign':
      return person.campaign === rule.id
    case 'county':
      return person.county === rule.id
    case 'state':
      return person.county?.includes(`/state:${rule.state.toLowerCase()}/`) ?? false
    case 'zip':
      return rule.zips.includes(person.zip)
    case 'language':
      return person.language === rule.language
    case 'channel':
      return person.channels.includes(rule.channel)
    case 'tag':
      return person.tags.includes(rule.tag.toLowerCase())
    case 'did':
      return person.did.some((one) => {
        const acts: Act[] = one.act === 'confirmed' ? ['signed', 'confirmed'] : [one.act]
        const about = 'petition' in rule ? rule.petition : 'action' in rule ? rule.action : undefined
        return (
          acts.includes(rule.act) &&
          (about === undefined || one.about === about) &&
          (rule.act !== 'called' || rule.outcome === undefined || one.outcome === rule.outcome) &&
          (rule.withinDays === undefined || one.daysAgo <= rule.withinDays)
        )
      })
    case 'place':
    case 'customField':
      throw new Error('not in memory')
  }
}
