import { sql } from 'kysely'
import type { Db } from '#db/client'
import { outreachKind } from '~/actions/registry.server'
import { meetingContent } from '~/campaigns/meetings/meeting-content'
import type { Bilingual, Language } from '~/i18n/language'
import { paths } from '~/paths'
import type { ClaimedMessage } from '~/queue/outbox/message'
import type { MessageFacts } from '~/queue/outbox/message-facts'
import { momentOf } from '~/ui/page/dates'
import { instantOf, usualZone } from '~/ui/page/zones'
import { storedStep } from './ladder-content'
import { fillWords } from './ladder-words'

/** What a message of a ladder says, in the words of the version by which it was queued. */
type LadderFacts = Pick<MessageFacts, 'ownSubject' | 'ownText' | 'ownButton' | 'ownUrl'>

/** Where a message leads. */
interface LedTo {
  is: 'petition' | 'action' | 'meeting'
  kind: string | null
  slug: string
  title: Bilingual
  /** Of a meeting. */
  content: unknown
}

/**
 * The words of a step, with what is known filled in, and the link that they lead to.
 *
 * @param known the reader's name, null where it may not be said; and the campaign
 * @throws when its ladder is gone
 */
export async function ladderWords(
  db: Db,
  { id, channel, language }: Pick<ClaimedMessage, 'id' | 'channel' | 'language'>,
  known: { givenName: string | null; campaignName: string; siteUrl: string },
): Promise<LadderFacts> {
  const { rows } = await sql<{ step: unknown; campaign: string; campaignId: string; thingId: string | null }>`
    select line.step, campaign.slug as campaign, campaign.id as "campaignId", done.thing_id as "thingId"
    from ladder_done as done join ladder on ladder.id = done.ladder_id join campaign on campaign.id = ladder.campaign_id
      join story_revision on story_revision.thing_id = ladder.id and story_revision.revision = done.revision
      cross join jsonb_array_elements(story_revision.content -> 'steps') as line (step)
    where done.message_id = ${id} and line.step ->> 'key' = done.step
  `.execute(db)
  const [row] = rows
  const step = row && storedStep.parse(row.step)
  if (!row || step?.kind !== 'message') throw new Error('this message has no ladder')
  const thing = await ledTo(db, row.campaignId, step.thing, row.thingId)
  const fill = (words: Bilingual) =>
    fillWords(words[language], {
      name: known.givenName,
      campaign: known.campaignName,
      title: thing?.title[language] ?? null,
      when: thing?.is === 'meeting' ? beginning(thing.content, language) : null,
    })
  return {
    ownSubject: channel === 'mail' ? fill(step.title) : '',
    // Times are written with spaces that are not in the alphabet of texts, and would double what one costs.
    ownText: channel === 'mail' ? fill(step.text) : fill(step.sms).replace(/[\u00a0\u202f]/g, ' '),
    ownButton: fill(step.button),
    ownUrl: known.siteUrl + pathOf(thing, row.campaign, { language, channel }),
  }
}

/** The page that the step names, or what they climbed for; null: the campaign. */
async function ledTo(db: Db, campaignId: string, slug: string, thingId: string | null): Promise<LedTo | null> {
  const which = slug ? sql`slug = ${slug}` : sql`id = ${thingId}`
  const { rows } = await sql<LedTo>`
    select 'petition' as is, null as kind, slug, title, null::jsonb as content from petition where campaign_id = ${campaignId} and ${which}
    union all select 'action', kind, slug, title, null from advocacy_campaign where campaign_id = ${campaignId} and ${which}
    union all select 'meeting', null, slug, content -> 'title', content from meeting where campaign_id = ${campaignId} and id = ${slug ? null : thingId} limit 1
  `.execute(db)
  return rows[0] ?? null
}

/** Links carry no mark of who opens them, only of the channel. */
function pathOf(
  thing: LedTo | null,
  campaign: string,
  { language, channel }: { language: Language; channel: ClaimedMessage['channel'] },
): string {
  if (!thing) return paths.campaign(language, campaign)
  switch (thing.is) {
    case 'petition':
      return paths.petition(language, thing.slug, channel)
    case 'action':
      return outreachKind(thing.kind!).path(language, thing.slug)
    case 'meeting':
      return paths.meeting(language, campaign, thing.slug)
  }
}

function beginning(stored: unknown, language: Language): string | null {
  const { startsAt, timeZone } = meetingContent.parse(stored)
  const zone = timeZone || usualZone
  const at = instantOf(startsAt, zone)
  return at && momentOf(language, at, zone, false)
}
