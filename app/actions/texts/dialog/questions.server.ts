import { sql } from 'kysely'
import type { Db } from '#db/client'
import { openAt } from '~/actions/kind/advocacy.server'
import { officeName, targetWords } from '~/actions/kind/target-words'
import { targetingSchema } from '~/actions/kind/targeting'
import { textContent } from '~/actions/texts/text-content'
import { inFewestSegments } from '~/channels/sms/fewest-segments'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Target } from '~/officials/posts/target'
import { readTargets } from '~/officials/posts/targets.server'
import { splitName } from '~/people/split-name'
import { type DialogState, mostOffered } from './dialog-state'

/** A text action, as far as the dialog needs it. */
export interface Action {
  id: string
  campaignId: string
  targeting: ReturnType<typeof targetingSchema.parse>
  title: Bilingual
  message: Bilingual
  /** Subject of the mail that carries it; '' when not set. */
  subject: Bilingual
  campaignName: Bilingual
}

/** The question for the dialog's current step. @param isAgain repeats it, without thanking for the last answer again */
export async function questionWords(db: Db, language: Language, dialog: DialogState, isAgain = false): Promise<string> {
  const t = translator(language)
  switch (dialog.step) {
    case 'name':
      return t(isAgain ? 'texts.conversation.nameAgain' : 'texts.conversation.askName')
    case 'zip':
      return isAgain
        ? t('texts.conversation.zipAgain')
        : inFewestSegments((spelled) =>
            t('texts.conversation.askZip', { name: spelled(splitName(dialog.name).givenName) }),
          )
    case 'city': {
      const cities = offered(dialog, dialog.cities)
      const rows = await db.selectFrom('division').select(['slug', 'name']).where('slug', 'in', cities.ids).execute()
      const names = new Map(rows.map((row) => [row.slug, row.name]))
      const list = numbered(
        cities,
        cities.ids.map((city) => names.get(city) ?? ''),
      )
      return inFewestSegments((spelled) =>
        t('texts.conversation.askCity', {
          list: [...list.map(spelled), ...howToSeeMore(cities, language)].join('\n'),
        }),
      )
    }
    case 'which': {
      const posts = offered(dialog, dialog.postIds)
      const list = choices(posts, await readTargets(db, posts.ids), language)
      return inFewestSegments((spelled) =>
        t('texts.conversation.askWhich', {
          list: [...list.map(spelled), ...howToSeeMore(posts, language)].join('\n'),
        }),
      )
    }
    case 'words': {
      const action = await actionOf(db, dialog.deedId, null)
      return t('texts.conversation.askWords', { message: action?.message.en ?? '' })
    }
    case 'confirm': {
      if (dialog.deed === 'sign')
        return inFewestSegments((spelled) =>
          t('texts.conversation.confirmSign', { name: spelled(dialog.name), zip: dialog.zip }),
        )
      const targets = await readTargets(db, dialog.chosenIds)
      const who = targets.map((target) => officeName(target)[language]).join(', ')
      return inFewestSegments((spelled) =>
        t('texts.conversation.confirmWrite', { who: spelled(who), name: spelled(dialog.name), zip: dialog.zip }),
      )
    }
  }
}

/**
 * The suggested words in the writer's language. The office reads English, and nobody should send what they cannot read.
 */
export async function meaningWords(db: Db, language: Language, dialog: DialogState): Promise<string> {
  const action = await actionOf(db, dialog.deedId, null)
  return translator(language)('texts.conversation.meaning', { meaning: action?.message[language] ?? '' })
}

/** The choices offered in one text. */
interface Offered {
  ids: string[]
  from: number
  isAll: boolean
}

function offered({ offeredFrom = 0 }: DialogState, all: string[]): Offered {
  return {
    ids: all.slice(offeredFrom, offeredFrom + mostOffered),
    from: offeredFrom,
    isAll: all.length <= mostOffered,
  }
}

/** Every choice keeps its number across texts. */
function numbered({ from }: Offered, names: string[]): string[] {
  return names.map((name, index) => `${from + index + 1} ${name}`)
}

function howToSeeMore({ isAll }: Offered, language: Language): string[] {
  return isAll ? [] : [translator(language)('texts.conversation.more')]
}

/** Numbered officials; a title they all share is said once. */
function choices(posts: Offered, targets: Target[], language: Language): string[] {
  const titles = new Set(targets.map((target) => targetWords(target).title[language]))
  const [title] = titles
  const isSame = titles.size === 1 && targets.every((target) => target.holder !== null)
  const names = targets.map((target) => (isSame ? target.holder!.name : officeName(target)[language]))
  return [...(isSame ? [`${title}:`] : []), ...numbered(posts, names)]
}

/** Finds a text action. @param at null to include those not open */
export async function actionOf(db: Db, id: string, at: Date | null): Promise<Action | null> {
  const { rows } = await sql<{
    id: string
    campaignId: string
    campaignName: Bilingual
    targeting: unknown
    content: unknown
    title: Bilingual
  }>`
    select advocacy_campaign.id, campaign_id as "campaignId", campaign.name as "campaignName", targeting, content, title from advocacy_campaign join campaign on campaign.id = campaign_id
    where advocacy_campaign.id = ${id} and kind = 'text' and ${at === null ? sql`true` : openAt('advocacy_campaign', at)}
  `.execute(db)
  const [row] = rows
  if (!row) return null
  const { message, subject } = textContent.parse(row.content)
  return {
    id,
    campaignId: row.campaignId,
    campaignName: row.campaignName,
    targeting: targetingSchema.parse(row.targeting),
    title: row.title,
    message,
    subject,
  }
}
