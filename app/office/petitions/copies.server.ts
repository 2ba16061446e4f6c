import { sql } from 'kysely'
import type { Db } from '#db/client'
import { officeName } from '~/actions/kind/target-words'
import { fillTokens } from '~/actions/kind/tokens'
import type { Petition } from '~/actions/petitions/petition'
import { petitionBySlug } from '~/actions/petitions/petitions.server'
import { readCsv } from '~/channels/uploads/read-csv'
import { placeInSentence, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import { translator } from '~/i18n/translator'
import { readDraft, saveFirstDraft } from '~/office/editor/drafts.server'
import type { Office } from '~/office/guard/guard.server'
import type { Target as Official, PostRole } from '~/officials/posts/target'
import { readTargets as readOfficials } from '~/officials/posts/targets.server'
import { foldName } from '~/people/fold-contact'
import { slugOf } from '~/ui/page/slug'
import { insertPetition } from './office-petitions.server'
import { type BilingualField, bilingualFields, blanksIn, type PetitionContent } from './petition-content'
import { petitionWriting } from './petition-writing.server'

/** One target of a list: what fills a template's blanks. */
export interface CopyTarget {
  name: string
  /** The office in one line, which stands for the name where nobody is known in the post. */
  vacant?: { en: string; es: string }
  office: { en: string; es: string }
  /** As it reads in a sentence. */
  place: { en: string; es: string }
  /** Id of the post, when it is one of ours; identifies the copy. */
  postId?: string
}

const mostTargets = 1_000

/** Reads targets pasted from a spreadsheet: name, office in English, office in Spanish, place. Skips a heading line. */
export function readTargets(
  text: string,
): { outcome: 'read'; targets: CopyTarget[] } | { outcome: 'invalid'; line: number } {
  let lines = [...readCsv(text)].filter((line) => line.cells || line.problem !== 'blank')
  if (/^(name|nombre)$/i.test(lines[0]?.cells?.[0] ?? '')) lines = lines.slice(1)
  const targets: CopyTarget[] = []
  for (const { line, cells } of lines) {
    const [name, en, es, place] = cells ?? []
    if (!name || !en || !es || !place || targets.length === mostTargets) return { outcome: 'invalid', line }
    targets.push({ name, office: { en, es }, place: { en: place, es: place } })
  }
  return targets.length > 0 ? { outcome: 'read', targets } : { outcome: 'invalid', line: 1 }
}

/** Why a petition is no template. `no-blanks`: its copies would all be the same; `unknown`: no target fills this blank. */
export type TemplateProblem = { problem: 'no-blanks' } | { problem: 'unknown'; blank: string }

/** How a template reads for some targets, before anything is made. */
export async function previewCopies(
  office: Office,
  template: Petition,
  targets: CopyTarget[],
): Promise<TemplateProblem | { problem: null; titles: { en: string; es: string }[] }> {
  const { content } = await readDraft(office.db, petitionWriting, template)
  const problem = templateProblem(content)
  return problem ?? { problem: null, titles: targets.map((target) => fillBlanks(content, target).title) }
}

function templateProblem(content: PetitionContent): TemplateProblem | null {
  const blanks = blanksIn(content).map(({ blank }) => blank)
  const unknown = blanks.find((blank) => !(blank in targetBlanks))
  if (unknown !== undefined) return { problem: 'unknown', blank: `{${unknown}}` }
  return blanks.length > 0 ? null : { problem: 'no-blanks' }
}

/** Makes a draft, with the blanks filled in, for each target without one. Idempotent. */
export async function makeCopies(
  office: Office,
  template: Petition,
  targets: CopyTarget[],
): Promise<TemplateProblem | { problem: null; made: number }> {
  const { content } = await readDraft(office.db, petitionWriting, template)
  const problem = templateProblem(content)
  if (problem) return problem
  return office.db.transaction().execute(async (trx) => {
    let made = 0
    for (const target of targets) {
      const filled = fillBlanks(content, target)
      const slug = await insertPetition(trx, office, {
        campaignId: template.campaignId,
        groupId: template.groupId,
        title: filled.title,
        slugFrom: `${filled.title.en || filled.title.es} ${target.place.en}`,
        templateId: template.id,
        targetKey: target.postId ?? slugOf(`${target.name} ${target.place.en}`, 'petition'),
      })
      if (!slug) continue
      await saveFirstDraft(trx, office, {
        kind: petitionWriting,
        thing: (await petitionBySlug(trx, slug))!,
        content: filled,
      })
      made += 1
    }
    return { problem: null, made }
  })
}

/** The blanks that a target fills. */
const targetBlanks = { name: true, office: true, place: true }

/** Fills the blanks of a template: name, office and place. */
export function fillBlanks(content: PetitionContent, target: CopyTarget): PetitionContent {
  const fill = (text: string, language: Language) =>
    fillTokens(target.vacant ? sayOfficeOnce(text) : text, language, {
      name: target.vacant?.[language] ?? target.name,
      office: target.office[language],
      place: target.place[language],
    } satisfies Record<keyof typeof targetBlanks, string>)
  const fields = Object.keys(bilingualFields) as BilingualField[]
  return {
    ...content,
    ...Object.fromEntries(
      fields.map((field) => [field, { en: fill(content[field].en, 'en'), es: fill(content[field].es, 'es') }]),
    ),
  }
}

/** `{office} {name}` and `{name} ({office})` as `{name}` alone, which names the office where nobody is known in it. */
function sayOfficeOnce(text: string): string {
  return text
    .replace(/\{office\},? \{name\}/g, '{name}')
    .replace(/\{name\}(?:, \{office\}| \(\{office\}\))(?: (?:of|in|de|en) \{place\})?/g, '{name}')
}

/** Copies a petition's draft into a new draft. @returns its slug */
export async function copyPetition(office: Office, petition: Petition): Promise<string> {
  const { content } = await readDraft(office.db, petitionWriting, petition)
  return office.db.transaction().execute(async (trx) => {
    const slug = await insertPetition(trx, office, {
      campaignId: petition.campaignId,
      groupId: petition.groupId,
      title: content.title,
      slugFrom: content.title.en || content.title.es || petition.slug,
    })
    await saveFirstDraft(trx, office, { kind: petitionWriting, thing: (await petitionBySlug(trx, slug))!, content })
    return slug
  })
}

/** Which posts are offered for copies: those of one organization, or those with a role in a state. */
export interface PostChoice {
  state: string
  role: string
  /** Id of the organization; '' for none. */
  body: string
  /** Words in the holder, the title or the place; '' for any. */
  words: string
}

/** Organizations with several posts, to choose as a whole. */
export async function readBodies(db: Db): Promise<{ id: string; name: string; posts: number }[]> {
  const { rows } = await sql<{ id: string; name: string; posts: number }>`
    select organization.id, organization.name, count(*)::integer as posts from organization join post on organization_id = organization.id and retired_on is null
    group by organization.id having count(*) > 1 order by organization.name limit 500
  `.execute(db)
  return rows
}

/** The chosen posts as targets for copies. `hasCopy`: this template already has one for it. */
export async function readPostTargets(
  db: Db,
  templateId: string,
  { state, role, body, words }: PostChoice,
): Promise<(CopyTarget & { postId: string; title: string; hasCopy: boolean })[]> {
  if (!body && !(state && role)) return []
  // Words are compared as people type them, after reading, so that a limit before them could hide who is looked for.
  const most = words ? null : mostTargets
  const { rows } = await sql<{ id: string; hasCopy: boolean }>`
    select post.id, exists (select from petition where template_id = ${templateId} and target_key = post.id::text) as "hasCopy" from post join division on division.id = post.division_id
    where retired_on is null and ${body ? sql`organization_id::text = ${body}` : sql`division.state = ${state} and role = ${role}`} order by post.slug limit ${most}
  `.execute(db)
  const copies = new Map(rows.map((row) => [row.id, row.hasCopy]))
  const posts = await readOfficials(
    db,
    rows.map((row) => row.id),
  )
  const wanted = foldName(words, '')
  const all = posts.map((post) => ({
    postId: post.postId,
    title: [post.title, post.district].filter(Boolean).join(' · '),
    ...targetOf(post),
    hasCopy: copies.get(post.postId) ?? false,
  }))
  return all
    .filter(({ name, title, place }) => foldName(`${name} ${title}`, `${place.en} ${place.es}`).includes(wanted))
    .slice(0, mostTargets)
}

/** What a post fills a template's blanks with. */
export function targetOf(post: Official): CopyTarget {
  return {
    name: post.holder?.name ?? post.organization.name,
    ...(post.holder ? {} : { vacant: officeName(post) }),
    office: officeOf(post),
    place: placeOf(post),
  }
}

function placeOf({ place }: Pick<Official, 'place'>): CopyTarget['place'] {
  const state = place.state ? (stateNames[place.state] ?? place.state) : ''
  const said = (language: Language) =>
    [placeInSentence(language, place), state && stateName(language, state)].filter(Boolean).join(', ')
  return { en: said('en'), es: said('es') }
}

function officeOf({ role, title }: { role: PostRole; title: string }): CopyTarget['office'] {
  const said = (language: Language) => (role === 'other' ? title : translator(language)(`officials.roles.${role}`))
  return { en: said('en'), es: said('es') }
}
