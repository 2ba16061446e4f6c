import { sql } from 'kysely'
import type { Db } from '#db/client'
import { isAway } from '#db/is-away'
import { titleIn } from '~/actions/kind/target-words'
import { placeInSentence, placeNameWithin } from '~/geography/place-name'
import type { Bilingual, Language } from '~/i18n/language'
import { readTargets } from '~/officials/posts/targets.server'
import { shownNumber } from '~/ui/forms/phone-number'
import { wholeNumber } from '~/ui/page/dates'
import { broadcastCode } from './broadcast-acts.server'
import { type BroadcastChannel, type BroadcastContent, fieldsOf, readBlocks } from './broadcast-content'
import { type FieldValues, type MergeField, nothingKnown } from './merge-fields'
import { type BroadcastForm, type BroadcastFrame, fillBroadcast, renderBroadcast } from './render-broadcast.server'

/** A message that is being composed, and what we know of its reader. */
export interface Reader {
  messageId: string
  broadcastId: string
  personId: string | null
  language: Language
  name: string | null
  zip: string | null
}

interface BeingComposed {
  content: BroadcastContent
  revision: number
  /** By language. */
  frames: Record<Language, Omit<BroadcastFrame, 'code'>>
}

export interface BroadcastsBeingComposed {
  broadcasts: ReadonlyMap<string, BeingComposed>
  /** By message. */
  values: ReadonlyMap<string, FieldValues>
}

/** Reads what broadcasts say and, where they ask for it, what they say of each reader; a statement for all of them. */
export async function readBroadcastsBeingComposed(
  db: Db,
  { readers, publicUrl }: { readers: Reader[]; publicUrl: string },
): Promise<BroadcastsBeingComposed> {
  if (readers.length === 0) return { broadcasts: new Map(), values: new Map() }
  const ids = [...new Set(readers.map(({ broadcastId }) => broadcastId))]
  const broadcasts = new Map<string, BeingComposed>()
  for (const id of ids) {
    const read = await readBroadcast(db, id, publicUrl).catch(unlessAway)
    if (read) broadcasts.set(id, read)
  }
  const used = new Set([...broadcasts.values()].flatMap(({ content }) => fieldsOf(content)))
  return { broadcasts, values: await readValues(db, readers, used) }
}

/** What cannot be read fails its own messages, and none of those that leave beside them. */
function unlessAway(error: unknown): null {
  if (isAway(error)) throw error
  return null
}

interface BroadcastRow {
  channel: BroadcastChannel
  subject: Bilingual
  subjectB: Bilingual | null
  preview: Bilingual
  blocks: unknown
  plain: Bilingual | null
  body: Bilingual
  bodyB: Bilingual | null
  revision: number
  campaignName: Bilingual
  groupKind: string
  groupName: string
  town: string
  mail: string | null
  phone: string | null
  postalAddress: string | null
  sender: string | null
}

async function readBroadcast(db: Db, id: string, publicUrl: string): Promise<BeingComposed | null> {
  const { rows } = await sql<BroadcastRow>`
    select channel, subject, subject_b as "subjectB", preview, blocks, plain, body, body_b as "bodyB", broadcast.revision, campaign.name as "campaignName", member_group.kind as "groupKind",
      member_group.name as "groupName", town, contact_mail as mail, contact_phone as phone, postal_address as "postalAddress", sender_name as sender
    from broadcast join campaign on campaign.id = broadcast.campaign_id join member_group on member_group.id = campaign.group_id where broadcast.id = ${id}
  `.execute(db)
  const [row] = rows
  if (!row) return null
  const content = contentOf(row)
  const officials = await officialsOf(db, content)
  const groupLine =
    row.groupKind === 'network'
      ? ''
      : [row.groupName, row.town, row.mail, row.phone && shownNumber(row.phone)].filter(Boolean).join(', ')
  const frame = (language: Language) => ({
    publicUrl,
    campaignName: row.campaignName[language],
    groupLine,
    postalAddress: row.postalAddress ?? '',
    sender: row.sender ?? 'Firme',
    officials: officials[language],
  })
  return { content, revision: row.revision, frames: { en: frame('en'), es: frame('es') } }
}

/** What a stored broadcast says. */
export function contentOf({
  channel,
  subject,
  subjectB,
  preview,
  blocks,
  plain,
  body,
  bodyB,
}: Pick<
  BroadcastRow,
  'channel' | 'subject' | 'subjectB' | 'preview' | 'blocks' | 'plain' | 'body' | 'bodyB'
>): BroadcastContent {
  return {
    channel,
    subject,
    subjectB,
    preview,
    plain,
    body,
    bodyB,
    blocks: channel === 'mail' ? readBlocks(blocks, body) : [],
  }
}

/** Officials whose cards a mail shows, by slug, in each language. */
export async function officialsOf(db: Db, { blocks }: Pick<BroadcastContent, 'blocks'>) {
  const slugs = blocks.filter(({ kind }) => kind === 'official').map(({ of }) => of)
  const ids =
    slugs.length === 0
      ? []
      : (
          await db.selectFrom('post').select('id').where('slug', 'in', slugs).where('retired_on', 'is', null).execute()
        ).map((row) => row.id)
  const targets = await readTargets(db, ids)
  const shown = (language: Language) =>
    new Map(
      targets.map((target) => {
        const said = `${titleIn(language, target)}, ${placeNameWithin(language, target.place)}`
        const title = said.charAt(0).toUpperCase() + said.slice(1)
        return [target.slug, { name: target.holder?.name ?? titleIn(language, target), title }]
      }),
    )
  return { en: shown('en'), es: shown('es') }
}

interface PlaceRow {
  zip: string
  name: string
  kind: string
  sheriff: string | null
}

/** Only what some broadcast asks for is looked up. */
async function readValues(db: Db, readers: Reader[], used: ReadonlySet<MergeField>): Promise<Map<string, FieldValues>> {
  const places = used.has('place') || used.has('official') ? await placesOf(db, readers) : new Map<string, PlaceRow>()
  const signed =
    used.has('petition') || used.has('count') ? await petitionsOf(db, readers) : new Map<string, SignedRow>()
  return new Map(
    readers.map(({ messageId, personId, language, name, zip }) => {
      const place = zip ? places.get(zip) : undefined
      const petition = personId ? signed.get(personId) : undefined
      const values: FieldValues = {
        ...nothingKnown,
        name,
        place: place ? placeInSentence(language, place) : null,
        official: place?.sheriff ?? null,
        petition: petition?.title[language] ?? null,
        count: petition ? wholeNumber(language, petition.confirmed) : null,
      }
      return [messageId, values] as const
    }),
  )
}

/** The likeliest county of each ZIP, and its sheriff. */
async function placesOf(db: Db, readers: Reader[]): Promise<Map<string, PlaceRow>> {
  const zips = [...new Set(readers.flatMap(({ zip }) => (zip ? [zip.slice(0, 5)] : [])))]
  const { rows } = await sql<PlaceRow>`
    select zip, division.name, division.kind, (
        select official.name from post join membership on membership.post_id = post.id and membership.ended_on is null join official on official.id = membership.official_id
        where post.division_id = division.id and post.role = 'sheriff' and post.retired_on is null order by post.slug limit 1) as sheriff
    from zip_code join division on division.id = zip_code.counties[1] where zip = any(${zips}::text[])
  `.execute(db)
  return new Map(rows.map((row) => [row.zip, row]))
}

interface SignedRow {
  personId: string
  title: Bilingual
  confirmed: number
}

/** The petition that each signed last, and how many have. */
async function petitionsOf(db: Db, readers: Reader[]): Promise<Map<string, SignedRow>> {
  const people = readers.flatMap(({ personId }) => (personId ? [personId] : []))
  const { rows } = await sql<SignedRow>`
    select distinct on (signature.person_id) signature.person_id as "personId", petition.title, petition_total.confirmed
    from signature join petition on petition.id = signature.petition_id join petition_total on petition_total.petition_id = petition.id
    where signature.person_id = any(${people}::uuid[]) and signature.state = 'confirmed'
    order by signature.person_id, signature.confirmed_at desc
  `.execute(db)
  return new Map(rows.map((row) => [row.personId, row]))
}

const forms = new Map<string, BroadcastForm>()
const mostForms = 60

/** Renders each revision, language and subject once; what is around the words is part of its name, since a group may move. */
function formOf(
  id: string,
  { content, revision, frames }: BeingComposed,
  language: Language,
  variant: 'a' | 'b' | null,
) {
  const frame = frames[language]
  const { officials, ...around } = frame
  const key = JSON.stringify([id, revision, language, variant, around, [...officials]])
  const known = forms.get(key)
  if (known) return known
  const form = renderBroadcast(content, { language, variant }, { ...frame, code: broadcastCode(id, variant) })
  if (forms.size >= mostForms) forms.delete(forms.keys().next().value!)
  forms.set(key, form)
  return form
}

/** One message of a broadcast, filled in for its reader. @throws when it is gone */
export function composeBroadcast(
  { broadcasts, values }: BroadcastsBeingComposed,
  message: { id: string; broadcastId: string | null; variant: 'a' | 'b' | null; language: Language },
  { stopUrl }: { stopUrl: string },
): { subject: string; text: string; html: string | null } {
  const broadcast = message.broadcastId ? broadcasts.get(message.broadcastId) : undefined
  if (!broadcast) throw new Error('this message has no broadcast')
  const form = formOf(message.broadcastId!, broadcast, message.language, message.variant)
  return fillBroadcast(form, { values: values.get(message.id) ?? nothingKnown, stopUrl })
}
