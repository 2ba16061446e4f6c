import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { timelineKind } from '~/campaigns/timeline/timeline-content'
import { translator } from '~/i18n/translator'
import { officeCampaign } from '~/office/campaigns/office-campaign.server'
import { officeMeta } from '~/office/frame/office-meta'
import { guarded } from '~/office/guard/guard.server'
import { changeStoryState } from '~/office/story/change-story-state.server'
import { homeName, homeSlug } from '~/office/story/home-writing.server'
import { listStory, startStory, storyMenu } from '~/office/story/list-story.server'
import { StoryListPage } from '~/office/story/story-list-page'
import { storyStandings } from '~/office/story/story-standing'
import { storyKindOf } from '~/office/story/story-writing.server'
import { hasWords, partOf, wordsIn } from '~/office/table/table-state'
import { paths } from '~/paths'
import { sayWords } from '~/ui/forms/content'
import { namePart } from '~/ui/forms/fields.schema'
import { formFields } from '~/ui/forms/form-fields'
import { emptyForm, readFields } from '~/ui/forms/form-state'

const newSchema = z.object({ title: namePart.pipe(z.string().min(3, 'titleMissing')) })

export const loader = guarded('edit', async (office) => {
  const campaign = await officeCampaign(office, 'edit')
  if (office.params.kind === homeName) throw redirect(paths.office.storyEdit(campaign.slug, homeName, homeSlug))
  const kind = storyKindOf(office)
  const { lang } = office
  const filters = {
    q: wordsIn(office.url.searchParams),
    state: storyStandings.find((one) => one === office.url.searchParams.get('state')) ?? '',
  }
  const things = await listStory(office, kind, campaign.id)
  return {
    lang,
    title: sayWords(kind.words.plural, lang),
    campaign: { slug: campaign.slug, name: campaign.name[lang] },
    kind: kind.name,
    words: { plural: sayWords(kind.words.plural, lang), singular: sayWords(kind.words.singular, lang) },
    menu: storyMenu(office),
    filters,
    ...partOf(
      things.filter(
        ({ title, standing }) => hasWords(filters.q, title) && (filters.state === '' || filters.state === standing),
      ),
      office.url.searchParams,
      {
        by: {
          title: ({ title }) => title,
          when: ({ note }) => note,
          state: ({ standing }) => storyStandings.indexOf(standing),
        },
        language: lang,
      },
    ),
    mayPublish: office.may('publish', campaign.groupId),
    importPath: kind.name === timelineKind.name ? paths.office.timelineImport(campaign.slug) : null,
    isUploaded: kind.isUploaded ?? false,
    changed: things.find(({ slug }) => slug === office.url.searchParams.get('changed')) ?? null,
  }
})

/** Starts a draft, or archives and reopens something published. */
export const action = guarded('edit', async (office) => {
  const kind = storyKindOf(office)
  const fields = await formFields(office.request)
  if (fields.slug !== undefined) return changeStoryState(office, kind, fields)
  const campaign = await officeCampaign(office, 'edit')
  const read = readFields(newSchema, fields)
  if (read.outcome === 'invalid' || kind.isUploaded)
    return data(read.outcome === 'invalid' ? read.form : emptyForm, { status: 422 })
  const slug = await office.db.transaction().execute((trx) => startStory(trx, office, kind, campaign, read.value.title))
  return redirect(paths.office.storyEdit(campaign.slug, kind.name, slug), 303)
})

export const meta = officeMeta

export default function Route() {
  const { title: _, ...props } = useLoaderData<typeof loader>()
  return <StoryListPage t={translator(props.lang)} form={useActionData<typeof action>() ?? emptyForm} {...props} />
}
