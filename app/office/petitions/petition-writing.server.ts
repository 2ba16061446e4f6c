import type { Petition } from '~/actions/petitions/petition'
import { findTotal } from '~/actions/petitions/petitions.server'
import { type Language, languages } from '~/i18n/language'
import { campaignOver } from '~/office/editor/campaign-over'
import { readDraft } from '~/office/editor/drafts.server'
import { opensLater } from '~/office/editor/opens-later'
import type { Writable } from '~/office/editor/writable.server'
import type { Tab } from '~/office/editor/writing-tabs'
import type { Office } from '~/office/guard/guard.server'
import { type Right, rights } from '~/office/guard/rights'
import { standingOf } from '~/office/pages/standing'
import { sayPictureProblem } from '~/office/pictures/picture-file'
import { paths } from '~/paths'
import { readFields } from '~/ui/forms/form-state'
import { officePetition } from './office-petitions.server'
import {
  type BilingualField,
  bilingualFields,
  blanksIn,
  canBeLeftOut,
  contentOf,
  formValues,
  type LeftOut,
  missingIn,
  type PetitionContent,
  petitionForm,
  publishedContent,
  wholeContent,
} from './petition-content'
import { showPetition } from './show-petition.server'

const tabs: readonly [Tab, Right, (slug: string) => string][] = [
  ['numbers', 'see-numbers', paths.office.petition],
  ['edit', 'edit', paths.office.petitionEdit],
  ['share', 'see-numbers', paths.office.petitionShare],
  ['news', 'publish', paths.office.petitionNews],
  ['history', 'edit', paths.office.petitionHistory],
  ['copies', 'edit', paths.office.petitionCopies],
  ['deliveries', 'see-numbers', paths.office.petitionDeliveries],
  ['imports', 'import', paths.office.petitionImport],
]

interface Extra {
  image: string | null
  shareImage: string | null
  /** Which picture could not be read, or null. */
  wrongPicture: 'image' | 'shareImage' | null
  warning: string | null
  /** What is wrong with it. */
  pictureProblem: string
}

/** How petitions plug into the editor. */
export const petitionWriting: Writable<Petition, PetitionContent, Extra> = {
  name: 'petition',
  tables: { thing: 'petition', draft: 'petition_draft', revision: 'petition_revision', key: 'petition_id' },
  acts: { published: 'published-petition', restored: 'restored-petition', changedState: 'changed-petition-state' },
  states: ['open', 'closed', 'victory', 'archived'],
  find: officePetition,
  head: petitionHead,
  published: publishedContent,
  whole: wholeContent,
  values: (_, content) => formValues(content),
  read(_, typed, before) {
    const read = readFields(petitionForm, typed)
    return read.outcome === 'read' ? { outcome: 'read', content: contentOf(read.value, before) } : read
  },
  async missing({ t, now }, petition, content) {
    const isNew = content.closesAt !== (petition.closesAt?.toISOString() ?? null)
    const past =
      isNew && content.closesAt !== null && new Date(content.closesAt) <= now
        ? [{ field: 'closesAt', words: t('office.edit.closesInPast', { field: t('office.edit.closesAt') }) }]
        : []
    return [
      ...past,
      ...missingIn(content).map(({ field, language }) => ({
        field: `${field}_${language}`,
        words: t('office.edit.missingHalf', {
          field: t(`office.edit.fields.${field}`),
          language: t(`office.edit.languages.${language}`),
        }),
      })),
      ...blanksIn(content).map(({ field, language, blank }) => ({
        field: `${field}_${language}`,
        words: t('office.edit.blankLeft', {
          blank: `{${blank}}`,
          field: t(`office.edit.fields.${field}`),
          language: t(`office.edit.languages.${language}`),
        }),
      })),
    ]
  },
  ask: (office, { state, opensAt, closesAt, campaignEndsAt }, content) =>
    opensLater(
      office,
      { state, opensAt, endsAt: [closesAt, campaignEndsAt] },
      content.opensAt ? new Date(content.opensAt) : null,
    ),
  show: showPetition,
  kept: async (_, __, content) => content,
  compared(_, __, kept) {
    const content = wholeContent(kept)
    return { ...formValues(content), image: content.image ?? '', shareImage: content.shareImage ?? '' }
  },
  fieldName: ({ t }, _, field) => fieldName(t, field),
  extra({ url, t, env }, _, { image, shareImage, leavesOut }) {
    const [place, why = null] = url.searchParams.get('refused')?.split('.') ?? []
    return {
      image,
      shareImage,
      wrongPicture: (['image', 'shareImage'] as const).find((one) => one === place) ?? null,
      pictureProblem: sayPictureProblem(t, why),
      warning: env.channels.texts === 'none' && !leavesOut.includes('phone') ? t('office.edit.noTexts') : null,
    }
  },
  removal: {
    belongings: ({ id }) => [
      { table: 'petition_update', where: { petition_id: id } },
      { table: 'keyword', where: { petition_id: id } },
      { table: 'source_code', where: { petition_id: id } },
    ],
    list: () => paths.office.pages({ standing: 'draft' }),
  },
  paths: {
    home: ({ slug }) => paths.office.petition(slug),
    edit: ({ slug }) => paths.office.petitionEdit(slug),
    history: ({ slug }) => paths.office.petitionHistory(slug),
    afterPublishing: ({ slug }) => paths.office.petitionShare(slug),
  },
}

/** Title, tabs and rights for a petition's office pages. A draft goes by its draft title. */
export async function petitionHead(office: Office, petition: Petition) {
  const title =
    petition.state === 'draft' ? (await readDraft(office.db, petitionWriting, petition)).content.title : petition.title
  const may = rights.filter((right) => office.may(right, petition.groupId))
  const { slug, state, opensAt, closesAt, campaignEndsAt, timeZone } = petition
  return {
    slug,
    title,
    state,
    stands: {
      standing: standingOf({ state, opensAt, endsAt: [closesAt, campaignEndsAt] }, office.now),
      opensAt: opensAt?.toISOString() ?? null,
      timeZone,
    },
    done: (await findTotal(office.db, petition.id)).confirmed,
    rights: may,
    notes: [office.t('office.petitions.petition'), office.groups.get(petition.groupId)!.name],
    warning: campaignOver(office, petition.campaignEndsAt),
    publicUrls: {
      en: `${office.env.publicUrl}${paths.petition('en', slug)}`,
      es: `${office.env.publicUrl}${paths.petition('es', slug)}`,
    },
    tabs: tabs
      .filter(([tab, right]) => may.includes(right) && (tab !== 'share' || state !== 'draft'))
      .map(([tab, , path]) => ({ tab, path: path(slug) })),
  }
}

function fieldName(t: Office['t'], field: string): string {
  if (field === 'image' || field === 'shareImage') return t(`office.edit.pictures.${field}.title`)
  if (field === 'goalSteps' || field === 'timeZone' || field === 'opensAt' || field === 'closesAt')
    return t(`office.edit.${field}`)
  const leftOut = canBeLeftOut.find((name) => field === `leaveOut_${name}`) satisfies LeftOut | undefined
  if (leftOut) return t(`office.edit.leaveOut.${leftOut}`)
  const language: Language = languages.find((one) => field.endsWith(`_${one}`)) ?? 'en'
  const name = field.slice(0, -3)
  return name in bilingualFields
    ? `${t(`office.edit.fields.${name as BilingualField}`)} (${t(`office.edit.languages.${language}`)})`
    : field
}
