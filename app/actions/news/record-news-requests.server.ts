import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { siteDay } from '#db/site-day'
import { utcDay } from '#db/utc-day'
import { ownPageLink } from '~/people/own-page-link'
import { notYetRemembered, rememberPeople, type Signer } from '~/people/remember-people.server'
import { signerIndexes } from '~/people/signer-indexes.server'
import type { OpenedSubmission, RecordContext, RecordSubmissions } from '~/queue/intake/opened-submission'
import { enqueueMessages, type QueuedMessage } from '~/queue/outbox/enqueue-messages.server'
import { hasNews } from './news-campaign.server'

/** A request for news, with the person that it is for. */
interface Asking extends Signer {
  arrival: OpenedSubmission<'news-request'>
}

/** Milliseconds in which the same request again is the same press of the button. */
const samePress = 10_000

/**
 * Records requests for a campaign's news, each until somebody confirms it from the contact, and queues what asks them to.
 * Whoever gets the news already is sent a link to their own page. Nothing is signed.
 */
export const recordNewsRequests: RecordSubmissions<'news-request'> = async (recording, arrivals) => {
  const asking: Asking[] = []
  for (const arrival of arrivals) asking.push(...(await askingOf(recording, arrival)))
  await findPeople(recording, asking)
  await enqueueMessages(
    recording.trx,
    recording.keyring,
    (await askToConfirm(recording, asking)).flat(),
    arrivals[0]!.at,
  )
}

async function askingOf(
  { trx, keyring, vault }: RecordContext,
  arrival: OpenedSubmission<'news-request'>,
): Promise<Asking[]> {
  const { campaignId, channel, contact, postalCode, language } = arrival.submission
  const keys = vault.byCampaign.get(campaignId)
  if (!keys?.tokenKey || !(await hasNews(trx, campaignId, arrival.at))) return []
  const name = { givenName: '', familyName: '' }
  const given = { email: channel === 'mail' ? contact : null, phone: channel === 'sms' ? contact : null }
  return [
    {
      ...signerIndexes(keyring, keys.tokenKey, { ...name, ...given }),
      ...notYetRemembered,
      keys,
      details: { ...name, postalCode, country: 'US', language },
      arrival,
    },
  ]
}

/** The first person known on each contact; for a contact of nobody, a person without a name. */
async function findPeople(recording: RecordContext, asking: Asking[]): Promise<void> {
  const { rows } = await sql<{ place: number; personId: string; contactId: string; proven: boolean }>`
    select distinct on (place) place::integer, person.id as "personId", contact_point.id as "contactId", contact_point.proven_on is not null as proven
    from unnest(${asking.map(({ keys }) => keys.campaignId)}::uuid[], ${asking.map(({ contactIndex }) => contactIndex)}::bytea[]) with ordinality as wanted (campaign_id, blind_index, place)
    join contact_point using (campaign_id, blind_index) join person on person.contact_id = contact_point.id
    order by place, person.created_on, person.id
  `.execute(recording.trx)
  for (const { place, ...known } of rows) Object.assign(asking[place - 1]!, known)
  await rememberPeople(
    recording,
    asking.filter(({ personId }) => personId === ''),
  )
}

interface Asked {
  id: string
  personId: string
  channel: string
  isConfirmed: boolean
  askedAt: Date
}

async function askToConfirm({ trx }: RecordContext, asking: Asking[]): Promise<QueuedMessage[][]> {
  const known = await readAsked(trx, asking)
  const owed: QueuedMessage[][] = []
  for (const one of asking) {
    const { personId, channel, contactId, contactIndex: blindIndex, proven, arrival } = one
    const key = `${personId} ${channel}`
    const earlier = known.get(key)
    const to = { channel, language: arrival.submission.language, contactId, blindIndex, proven }
    if (earlier?.isConfirmed) {
      owed.push([ownPageLink(to, arrival.id)])
      continue
    }
    if (earlier && arrival.at.getTime() - earlier.askedAt.getTime() < samePress) continue
    const id = earlier?.id ?? randomUUID()
    await keepRequest(trx, id, one)
    known.set(key, { id, personId, channel, isConfirmed: false, askedAt: arrival.at })
    owed.push([
      {
        ...to,
        template: 'confirm-news',
        isAgain: earlier !== undefined,
        personId,
        signatureId: null,
        petitionId: null,
        onceKey: earlier ? `confirm-news again ${id} ${utcDay(arrival.at)}` : `confirm-news ${id}`,
      },
    ])
  }
  return owed
}

async function readAsked(trx: RecordContext['trx'], asking: Asking[]): Promise<Map<string, Asked>> {
  const { rows } = await sql<Asked>`
    select id, person_id as "personId", channel, confirmed_on is not null as "isConfirmed", asked_at as "askedAt" from subscription
    where person_id = any(${asking.map(({ personId }) => personId)}::uuid[]) and scope = 'campaign' and ended_on is null
    order by id for update
  `.execute(trx)
  return new Map(rows.map((row) => [`${row.personId} ${row.channel}`, row]))
}

async function keepRequest(trx: RecordContext['trx'], id: string, { personId, channel, arrival }: Asking) {
  const { language, textVersion, page } = arrival.submission
  await sql`
    insert into subscription (id, person_id, channel, scope, text_version, language, given_on, how, page, asked_at)
    values (${id}, ${personId}, ${channel}, 'campaign', ${textVersion}, ${language}, ${siteDay(arrival.at)}, 'form', ${page}, ${arrival.at})
    on conflict (person_id, channel, scope) where ended_on is null do update set
      text_version = excluded.text_version, language = excluded.language, given_on = excluded.given_on, page = excluded.page, asked_at = excluded.asked_at
      where subscription.confirmed_on is null
  `.execute(trx)
}
