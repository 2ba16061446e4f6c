import type { Db } from '#db/client'
import { callContent } from '~/actions/calls/call-content'
import { readCallState } from '~/actions/calls/call-state'
import type { CallToMake } from '~/actions/calls/call-view'
import { readCallPage } from '~/actions/calls/read-call.server'
import { type ScriptLine, scriptLines } from '~/actions/calls/script'
import { type AdvocacyCampaign, findAdvocacyCampaign } from '~/actions/kind/advocacy.server'
import { findPetition } from '~/actions/petitions/petitions.server'
import { outreachKinds } from '~/actions/registry.server'
import { findCampaign } from '~/campaigns/campaigns.server'
import { placeName } from '~/geography/place-name'
import { type Bilingual, inBoth, type Language, languages } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { findDivision } from '~/officials/divisions/lookup.server'
import { findTarget } from '~/officials/posts/targets.server'
import { paths } from '~/paths'

/** What a flyer says, in both languages. */
export interface FlyerWords {
  title: Bilingual
  ask: Bilingual
  /** #rrggbb; null for the house's own. */
  colour: string | null
  /** Path that it leads to, in the language of whoever scans it. */
  leadsTo: string
  /** What to say on the phone, for a card to cut out; empty for none. */
  script: ScriptLine[]
  /** Whom to call at which number, when it is one official; null when that depends on the caller. */
  call: Bilingual | null
  /** What it shows, for the page cache. */
  tags: string[]
}

interface Asked {
  lang: Language
  /** Of the page, without `flyer.pdf`. */
  path: string
  slug: string
}

/** The flyer of the page at a path; null when there is no such public page. */
export async function readFlyer(db: Db, { lang, path, slug }: Asked, now: Date): Promise<FlyerWords | null> {
  switch (path) {
    case paths.petition(lang, slug):
      return ofPetition(db, slug)
    case paths.campaign(lang, slug):
      return ofCampaign(db, slug)
    case paths.place(lang, slug):
      return ofPlace(db, slug)
    default:
      return ofAction(db, { lang, path, slug }, now)
  }
}

async function ofPetition(db: Db, slug: string): Promise<FlyerWords | null> {
  const petition = await findPetition(db, slug)
  if (!petition) return null
  const { id, title, ask } = petition
  return {
    title,
    ask,
    colour: null,
    leadsTo: paths.short(slug),
    script: [],
    call: null,
    tags: ['site', `petition:${id}`],
  }
}

async function ofCampaign(db: Db, slug: string): Promise<FlyerWords | null> {
  const campaign = await findCampaign(db, slug)
  if (!campaign) return null
  const { name: title, summary: ask, colour } = campaign
  return { title, ask, colour, leadsTo: paths.short(slug), script: [], call: null, tags: ['site'] }
}

async function ofPlace(db: Db, slug: string): Promise<FlyerWords | null> {
  const place = await findDivision(db, slug)
  if (!place || place.kind === 'country') return null
  return {
    title: inBoth((language) => placeName(language, place)),
    ask: inBoth((language) => translator(language)('flyers.place')),
    colour: null,
    leadsTo: paths.withoutLanguage(paths.place('en', slug)),
    script: [],
    call: null,
    tags: ['site', `place:${slug}`],
  }
}

async function ofAction(db: Db, { lang, path, slug }: Asked, now: Date): Promise<FlyerWords | null> {
  const kind = outreachKinds.find((one) => one.path(lang, slug) === path)
  const action = kind && (await findAdvocacyCampaign(db, kind.kind, slug))
  if (!action) return null
  const isCall = action.kind === 'call'
  const script = isCall ? scriptOf(action.content) : []
  const { call, tags } = isCall ? await readCall(db, action, now) : { call: null, tags: [] }
  const { id, title, summary: ask, colour } = action
  return { title, ask, colour, leadsTo: paths.short(slug), script, call, tags: ['site', `action:${id}`, ...tags] }
}

/** Where several may be called, whose turn it is changes with every caller. */
async function readCall(
  db: Db,
  action: AdvocacyCampaign,
  now: Date,
): Promise<{ call: Bilingual | null; tags: string[] }> {
  const [en, es] = await Promise.all(languages.map((language) => onlyCall(db, action, language, now)))
  const target = en && (await findTarget(db, en.postSlug))
  if (!en || !es || !target) return { call: null, tags: [] }
  const says = (language: Language, { name, phone }: CallToMake) =>
    phone && translator(language)('flyers.call', { name, number: phone.shown })
  const [inEnglish, inSpanish] = [says('en', en), says('es', es)]
  return {
    call: inEnglish && inSpanish ? { en: inEnglish, es: inSpanish } : null,
    tags: [`place:${target.place.slug}`],
  }
}

async function onlyCall(db: Db, action: AdvocacyCampaign, language: Language, now: Date): Promise<CallToMake | null> {
  const { now: step } = await readCallPage(
    db,
    action,
    language,
    readCallState(() => null),
    now,
  )
  return step.is === 'calling' && step.call.of === 1 ? step.call : null
}

/** Whom one calls is written in by hand: it depends on where one lives. */
const blank = inBoth(() => '________')

function scriptOf(content: unknown): ScriptLine[] {
  const { script, ask } = callContent.parse(content)
  return scriptLines(script, { official: blank, title: blank, place: blank, state: blank, town: blank, ask })
}
