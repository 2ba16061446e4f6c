import { sql } from 'kysely'
import type { Db } from '#db/client'
import type { Bilingual, Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import type { Target } from '~/officials/target'
import { readTargets } from '~/officials/targets.server'
import { openAt } from '~/take-action/advocacy.server'
import { targetingSchema } from '~/take-action/targeting'
import { textContent } from '~/texts/text-content'
import { splitName, type Talk } from './conversation'

/** A text action, as far as it is asked about by text. */
export interface Action {
  id: string
  campaignId: string
  targeting: ReturnType<typeof targetingSchema.parse>
  title: Bilingual
  message: Bilingual
}

/** The question of the step where a talk stands. @param isAgain it was asked before: nobody is thanked twice for one answer */
export async function questionWords(db: Db, language: Language, talk: Talk, isAgain = false): Promise<string> {
  const t = translator(language)
  switch (talk.step) {
    case 'name':
      return t(isAgain ? 'texts.conversation.nameAgain' : 'texts.conversation.askName')
    case 'zip':
      return isAgain ? t('texts.conversation.zipAgain') : t('texts.conversation.askZip', { name: splitName(talk.name).givenName })
    case 'city': {
      const rows = await db.selectFrom('division').select(['slug', 'name']).where('slug', 'in', talk.cities).execute()
      const names = new Map(rows.map((row) => [row.slug, row.name]))
      return t('texts.conversation.askCity', { list: talk.cities.map((city, index) => `${index + 1} ${names.get(city) ?? ''}`).join('\n') })
    }
    case 'which': {
      const targets = await readTargets(db, talk.postIds)
      return t('texts.conversation.askWhich', { list: targets.map((target, index) => `${index + 1} ${shortName(target)}`).join('\n') })
    }
    case 'words': {
      const action = await actionOf(db, talk.deedId, null)
      return t('texts.conversation.askWords', { message: action?.message.en ?? '' })
    }
    case 'confirm': {
      if (talk.deed === 'sign') return t('texts.conversation.confirmSign', { name: talk.name, zip: talk.zip })
      const targets = await readTargets(db, talk.chosenIds)
      return t('texts.conversation.confirmWrite', { who: targets.map(shortName).join(', '), name: talk.name, zip: talk.zip })
    }
  }
}

/** What the suggested words say in somebody's own language: the office reads English, and nobody should send what they cannot read. */
export async function meaningWords(db: Db, language: Language, talk: Talk): Promise<string> {
  const action = await actionOf(db, talk.deedId, null)
  return translator(language)('texts.conversation.meaning', { meaning: action?.message[language] ?? '' })
}

/** An office as a text names it. */
export function shortName(target: Target): string {
  return target.holder ? `${target.title} ${target.holder.name}` : `${target.title}, ${target.place.name}`
}

/** A text action. @param at null: whether it is open does not matter any more */
export async function actionOf(db: Db, id: string, at: Date | null): Promise<Action | null> {
  const { rows } = await sql<{ id: string; campaignId: string; targeting: unknown; content: unknown; title: Bilingual }>`
    select id, campaign_id as "campaignId", targeting, content, title from advocacy_campaign
    where id = ${id} and kind = 'text' and ${at === null ? sql`true` : openAt('advocacy_campaign', at)}
  `.execute(db)
  return rows[0] ? { id, campaignId: rows[0].campaignId, targeting: targetingSchema.parse(rows[0].targeting), title: rows[0].title, message: textContent.parse(rows[0].content).message } : null
}
