import type { Trx } from '#db/client'
import { homeOf } from '~/campaigns/home/home.server'
import { homeContent, homeFields } from '~/campaigns/home/home-content'
import { chosenIn } from '~/campaigns/home/section-kinds'
import { captionsProblem } from '~/campaigns/videos/captions'
import { type Bilingual, languages } from '~/i18n/language'
import { officeCampaign } from '~/office/campaigns/office-campaign.server'
import { readDraft } from '~/office/editor/drafts.server'
import { sayContent, sayFieldName, sayMissing } from '~/office/editor/said-fields'
import type { SaidMissing } from '~/office/editor/writing'
import type { Office } from '~/office/guard/guard.server'
import { type Right, rights } from '~/office/guard/rights'
import { paths } from '~/paths'
import { contentValues, missingIn, readContent, withoutRemoved } from '~/ui/forms/content'
import { isColour } from '~/ui/page/colour'
import { unknownReferences } from './references.server'
import { type StoryContent, type StoryWriting, type StoryWritten } from './story-writing.server'

/** Name of the home in office addresses, in the place of a kind of story. */
export const homeName = 'home'
/** Where a slug stands for other kinds: a campaign has one home. */
export const homeSlug = 'page'

/** How the home of a campaign plugs into the editor: its name, summary, color and sections. */
export const homeWriting: StoryWriting = {
  name: homeName,
  tables: { thing: 'campaign', draft: 'story_draft', revision: 'story_revision', key: 'thing_id' },
  acts: { published: 'published-story', restored: 'restored-story', changedState: 'changed-story-state' },
  // Opened and archived among the campaigns, where it says what happens to its people.
  states: [],
  find: findHome,
  head: homeHead,
  published: ({ content }) => content,
  whole: (kept) => kept as StoryContent,
  values: (_, content) => contentValues(homeFields, content),
  read(_, typed) {
    const { content: read, errors } = readContent(homeFields, typed)
    const content = { ...read, colour: String(read.colour).toLowerCase() }
    if (content.colour !== '' && !isColour(content.colour)) errors.push({ field: 'colour', message: 'colourWrong' })
    return errors.length > 0 ? { outcome: 'invalid', form: { values: typed, errors } } : { outcome: 'read', content }
  },
  async missing(office, thing, content) {
    const whole = withoutRemoved(homeFields, content)
    return [
      ...missingIn(homeFields, whole).map((one) => sayMissing(office, homeFields, whole, one)),
      ...altMissing(office, whole),
      ...chosenMissing(office, whole),
      ...videosMissing(office, whole),
      ...(await unknownReferences(office, thing.campaignId, homeFields, whole)),
    ]
  },
  show: showHome,
  kept: async (_, __, content) => homeContent.parse(withoutRemoved(homeFields, content)),
  compared: (office, _, kept) => sayContent(office, homeFields, kept as StoryContent),
  fieldName: (office, thing, field) => sayFieldName(office, homeFields, thing.content, field),
  extra: () => ({ fields: [], warning: null }),
  paths: {
    home: ({ campaignSlug }) => paths.office.storyThing(campaignSlug, homeName, homeSlug),
    edit: ({ campaignSlug }) => paths.office.storyEdit(campaignSlug, homeName, homeSlug),
    history: ({ campaignSlug }) => paths.office.storyHistory(campaignSlug, homeName, homeSlug),
  },
}

async function findHome(office: Office, right: Right): Promise<StoryWritten> {
  const campaign = await officeCampaign(office, right)
  const { id, slug, groupId, state } = campaign
  return {
    id,
    slug,
    groupId,
    state: state === 'published' ? 'open' : state,
    campaignId: id,
    campaignSlug: slug,
    content: homeOf(campaign) as unknown as StoryContent,
  }
}

async function homeHead(office: Office, thing: StoryWritten) {
  const { content } = await readDraft(office.db, homeWriting, thing)
  const { campaignSlug: slug } = thing
  return {
    slug,
    title: content.name as Bilingual,
    state: thing.state,
    rights: rights.filter((right) => office.may(right, thing.groupId)),
    list: { path: paths.office.campaigns(), name: office.t('office.nav.campaigns') },
    notes: [office.t('office.story.home'), office.groups.get(thing.groupId)!.name],
    warning: null,
    publicUrls: {
      en: `${office.env.publicUrl}${paths.campaign('en', slug)}`,
      es: `${office.env.publicUrl}${paths.campaign('es', slug)}`,
    },
    tabs: [
      { tab: 'edit' as const, path: paths.office.storyEdit(slug, homeName, homeSlug) },
      { tab: 'history' as const, path: paths.office.storyHistory(slug, homeName, homeSlug) },
    ],
  }
}

async function showHome(trx: Trx, thing: StoryWritten, content: StoryContent, now: Date): Promise<number> {
  const { name, summary, colour, sections } = homeContent.parse(withoutRemoved(homeFields, content))
  const { revision } = await trx
    .updateTable('campaign')
    .set((eb) => ({
      name: JSON.stringify(name),
      summary: JSON.stringify(summary),
      colour,
      sections: JSON.stringify(sections),
      revision: eb('revision', '+', 1),
      updated_at: now,
    }))
    .where('id', '=', thing.id)
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

/** An opening with a picture says in both languages what it shows. */
function altMissing(office: Office, content: StoryContent) {
  return homeContent.parse(content).sections.flatMap((section) =>
    section.kind === 'hero' && section.isOn && section.picture && !section.pictureAlt.en && !section.pictureAlt.es
      ? (['en', 'es'] as const).map((language) =>
          sayMissing(office, homeFields, content, {
            field: `sections.${section.key}.pictureAlt`,
            language,
            why: 'missing',
          }),
        )
      : [],
  )
}

/** A section of chosen actions names some. */
function chosenMissing(office: Office, content: StoryContent): SaidMissing[] {
  return homeContent
    .parse(content)
    .sections.filter(
      (one) => one.kind === 'actions' && one.isOn && one.which === 'chosen' && chosenIn(one).length === 0,
    )
    .map(({ key }) =>
      sayMissing(office, homeFields, content, { field: `sections.${key}.chosen`, language: null, why: 'missing' }),
    )
}

/** A section for a video has one, or leads to one; one of our own has captions in both languages that can be read. */
function videosMissing(office: Office, content: StoryContent): SaidMissing[] {
  return homeContent.parse(content).sections.flatMap((section): SaidMissing[] => {
    if (section.kind !== 'video' || !section.isOn) return []
    const at = `sections.${section.key}`
    const named = (field: string) => sayFieldName(office, homeFields, content, `${at}.${field}`)
    if (!section.video)
      return section.file
        ? []
        : [
            {
              field: `${at}.video`,
              words: office.t('office.edit.videoMissing', {
                section: sayFieldName(office, homeFields, content, at),
              }),
            },
          ]
    return languages.flatMap((language) => {
      const field = `${at}.cues`
      const cues = section.cues[language]
      const problem = cues === '' ? null : captionsProblem(cues)
      // With one language missing, the fields themselves say so.
      if (cues === '')
        return section.cues.en || section.cues.es
          ? []
          : [sayMissing(office, homeFields, content, { field, language, why: 'missing' })]
      return problem
        ? [
            {
              field: `${field}_${language}`,
              words: office.t('office.edit.captionsWrong', { field: named(`cues_${language}`), line: problem.line }),
            },
          ]
        : []
    })
  })
}
