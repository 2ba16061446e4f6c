import type { Db } from '#db/client'
import { policiesTag } from '~/campaigns/policies/announce-policies.server'
import { stateId } from '~/geography/division-id'
import { hasCountySheriffs } from '~/geography/sheriffs'
import type { Language } from '~/i18n/language'
import { countiesOfState, type Division } from '~/officials/divisions/lookup.server'
import { officeLines } from '~/officials/posts/office-lines'
import { meetingsOf, readStand, signedHere, timelineOf } from '~/web/localities/read-stand.server'
import { actionsAbout, actionsAnywhere, citiesHere, officialsHere } from './officials-here.server'
import { readTellMe } from './tell-me.server'

/** Data for the page of a county, city or district. */
export async function readPlace(
  db: Db,
  { division, lang, staleDays, hasTexts }: { division: Division; lang: Language; staleDays: number; hasTexts: boolean },
  now: Date,
) {
  const targets = await officialsHere(db, division.id)
  const isCounty = division.kind === 'county'
  const cities = isCounty ? await citiesHere(db, division.id) : []
  const within = await db
    .selectFrom('division')
    .select(['name', 'slug'])
    .where('id', 'in', division.countyIds.length > 0 ? division.countyIds : [''])
    .orderBy('name')
    .execute()
  const state = division.state
    ? ((await db
        .selectFrom('division')
        .select(['name', 'slug'])
        .where('id', '=', stateId(division.state))
        .where('id', '<>', division.id)
        .executeTakeFirst()) ?? null)
    : null
  const knowsSheriff = targets.some(({ role, holder }) => role === 'sheriff' && holder)
  const sheriff =
    !isCounty || knowsSheriff
      ? ('known' as const)
      : hasCountySheriffs(division.state)
        ? ('unknown' as const)
        : ('none' as const)
  const shown = { language: lang, place: division.slug }
  const about = await actionsAbout(db, targets, shown, now)
  const isAnyway = about.length === 0 && (targets.length === 0 || sheriff === 'unknown')
  const cards = isAnyway ? await actionsAnywhere(db, shown, now) : about
  return {
    kind: 'place' as const,
    place: { name: division.name, kind: division.kind },
    state,
    within,
    cities,
    sheriff,
    cards,
    isAnyway,
    stand: await readStand(db, division, staleDays, now),
    stateLetters: division.state,
    about: {
      signed: await signedHere(db, division.id),
      meetings: await meetingsOf(db, division.slug, lang, now),
      news: await timelineOf(db, division.slug, lang),
    },
    tellMe: await readTellMe(db, division, hasTexts, now),
    offices: officeLines(targets),
    tags: [
      `place:${division.slug}`,
      policiesTag,
      ...cities.map(({ slug }) => `place:${slug}`),
      ...cards.map(({ tag }) => tag),
    ],
  }
}

/** Data for a state's page. */
export async function readState(db: Db, { division, staleDays }: { division: Division; staleDays: number }, now: Date) {
  const counties = (await countiesOfState(db, division.state!)).map(({ name, slug }) => ({ name, slug }))
  return {
    kind: 'state' as const,
    name: division.name,
    letters: division.state,
    counties,
    stand: await readStand(db, division, staleDays, now),
    tags: [`place:${division.slug}`, policiesTag],
  }
}
