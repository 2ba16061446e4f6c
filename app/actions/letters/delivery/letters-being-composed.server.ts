import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { GreetedTarget, LetterBody } from '~/actions/letters/letter-body'
import type { Language } from '~/i18n/language'
import { openText, type Vault } from '~/vault/open.server'
import { sealedAs } from '~/vault/sealed-as'

/** A letter, still sealed, with the target its message goes to or is about. */
export interface LetterBeingComposed {
  id: string
  campaignId: string
  sealed: Buffer
  target: GreetedTarget
  language: Language
  /** YYYY-MM-DD. */
  writtenOn: string
}

type Row = Omit<LetterBeingComposed, 'target'> & {
  messageId: string
  title: string
  holder: string | null
  organization: string
  everybody: string[]
}

const columns = sql`letter.id, advocacy_campaign.campaign_id as "campaignId", letter.sealed, letter.language, site_day(letter.written_at) as "writtenOn", post.title, official.name as holder, organization.name as organization,
  array(select coalesce(holder.name, sibling.title) from letter as copy join post as sibling on sibling.id = copy.post_id
    left join membership as held on held.post_id = sibling.id and held.ended_on is null left join official as holder on holder.id = held.official_id
    where copy.writing_id = letter.writing_id and copy.state not in ('failed', 'withdrawn') order by sibling.slug) as everybody`
const joins = sql`join advocacy_campaign on advocacy_campaign.id = letter.advocacy_campaign_id
  join post on post.id = letter.post_id join organization on organization.id = post.organization_id
  left join membership on membership.post_id = post.id and membership.ended_on is null left join official on official.id = membership.official_id`

/** The letters that these messages carry or refer to, by message id. */
export async function lettersOfMessages(db: Db, messageIds: string[]): Promise<Map<string, LetterBeingComposed>> {
  if (messageIds.length === 0) return new Map()
  const { rows } = await sql<Row>`
    select message.id as "messageId", ${columns} from message join letter on letter.id = message.letter_id ${joins} where message.id = any(${messageIds}::uuid[])
  `.execute(db)
  return new Map(rows.map((row) => [row.messageId, inHand(row)]))
}

/** The letters of a digest, in the order written. */
export async function lettersOfDigest(db: Db, messageId: string): Promise<LetterBeingComposed[]> {
  const { rows } = await sql<Row>`
    select ${messageId} as "messageId", ${columns} from letter ${joins} where letter.digest_id = ${messageId} and letter.state in ('in-digest', 'sent') order by letter.written_at, letter.id
  `.execute(db)
  return rows.map(inHand)
}

/** Decrypts a letter. @throws when its campaign has no vault key */
export function openLetter(
  vault: Vault,
  letter: Pick<LetterBeingComposed, 'id' | 'campaignId' | 'sealed'>,
): LetterBody {
  const keys = vault.byCampaign.get(letter.campaignId)
  if (!keys) throw new Error(`no vault key for campaign ${letter.campaignId}`)
  return JSON.parse(openText(keys, sealedAs('letter', letter.id), letter.sealed)) as LetterBody
}

function inHand({
  id,
  campaignId,
  sealed,
  language,
  writtenOn,
  title,
  holder,
  organization,
  everybody,
}: Row): LetterBeingComposed {
  return {
    id,
    campaignId,
    sealed,
    language,
    writtenOn,
    target: {
      title,
      holder: holder === null ? null : { name: holder },
      organization: { name: organization },
      everybody,
    },
  }
}
