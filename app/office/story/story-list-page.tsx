import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListHeading } from '~/office/frame/list-heading'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import { type Part, tableQuery } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { ListedStory } from './list-story.server'
import { storyStandings } from './story-standing'
import { StoryTabs } from './story-tabs'

interface StoryListProps extends Part<ListedStory> {
  t: Translate
  lang: Language
  campaign: { slug: string; name: string }
  kind: string
  words: { plural: string; singular: string }
  menu: { kind: string; name: string }[]
  /** What narrows the list down. */
  filters: { q: string; state: string }
  form: FormState
  mayPublish: boolean
  /** Made by uploading a file rather than by a title. */
  isUploaded: boolean
  /** The page that takes in a list of them, or null. */
  importPath: string | null
  /** Just archived or reopened, or null. */
  changed: ListedStory | null
}

/** All things of one kind in a campaign's story, and a field to start the next. */
export function StoryListPage(props: StoryListProps) {
  const { t, lang, campaign, kind, words, menu, lines, form, mayPublish, isUploaded, changed, importPath } = props
  const list = {
    path: paths.office.story(campaign.slug, kind),
    filters: props.filters,
    table: props.table,
    count: props.count,
  }
  const own = `?${new URLSearchParams({ index: '', ...tableQuery(props.filters, props.table) })}`
  const edit = (slug: string) => paths.office.storyEdit(campaign.slug, kind, slug)
  return (
    <>
      <StoryTabs t={t} campaign={campaign} menu={menu} current={kind} />
      <ListHeading
        title={words.plural}
        make={{
          label: t('office.story.new', { thing: words.singular }),
          href: isUploaded ? `${paths.office.story(campaign.slug, kind)}/upload` : '#new',
        }}
      />
      {changed && (
        <div className="done" role="status">
          <p>
            {t(changed.state === 'archived' ? 'office.story.archivedNow' : 'office.story.openNow', {
              name: changed.title,
            })}
          </p>
          <StateButton own={own} thing={changed} words={t('office.undo')} />
        </div>
      )}
      <FilterForm
        t={t}
        list={list}
        fields={[
          { name: 'q', label: t('office.story.find'), maxLength: 100 },
          {
            name: 'state',
            label: t('office.story.state'),
            options: storyStandings.map((one) => [one, t(`office.story.${one}`)]),
          },
        ]}
      />
      <OfficeTable
        t={t}
        lang={lang}
        label={words.plural}
        rows={lines}
        keyOf={({ slug }) => slug}
        list={list}
        empty={t('office.story.none')}
        columns={[
          {
            name: 'title',
            head: t('office.story.thingTitle'),
            sorts: 'up',
            isName: true,
            cell: ({ slug, title }) => <a href={edit(slug)}>{title}</a>,
          },
          { name: 'when', head: t('office.story.when'), sorts: 'down', cell: ({ note }) => note },
          {
            name: 'state',
            head: t('office.story.state'),
            sorts: 'up',
            cell: ({ standing }) => (
              <span className={`state ${standing === 'open' ? 'open' : ''}`}>{t(`office.story.${standing}`)}</span>
            ),
          },
          mayPublish && {
            name: 'act',
            head: t('office.story.change'),
            cell: (thing) => (
              <>
                {thing.state !== 'draft' && (
                  <StateButton
                    own={own}
                    thing={thing}
                    words={t(thing.state === 'archived' ? 'office.story.publish' : 'office.story.archive')}
                  />
                )}
                {!isUploaded && <Remove t={t} own={own} thing={thing} />}
              </>
            ),
          },
        ]}
      />
      {importPath && (
        <p>
          <a href={importPath}>{t('office.story.import')}</a>
        </p>
      )}
      <section className="panel" id="new">
        <h2>{t('office.story.new', { thing: words.singular })}</h2>
        {isUploaded ? (
          <p>
            <a className="main button" href={`${paths.office.story(campaign.slug, kind)}/upload`}>
              {t('office.story.upload')}
            </a>
          </p>
        ) : (
          <>
            <ErrorSummary t={t} form={form} />
            <Form action={`${paths.office.story(campaign.slug, kind)}?index`}>
              <TextField
                t={t}
                form={form}
                name="title"
                label={t('office.story.thingTitle')}
                hint={t('office.story.newHint')}
                maxLength={140}
              />
              <button className="main">{t('office.story.make')}</button>
            </Form>
          </>
        )}
      </section>
    </>
  )
}

/** Says what removing does to something before it does it. */
function Remove({ t, own, thing: { slug, title, state } }: { t: Translate; own: string; thing: ListedStory }) {
  return (
    <details>
      <summary aria-label={`${t('office.remove')}: ${title}`}>{t('office.remove')}</summary>
      <p className="small">{t(`undo.before.story.${state === 'draft' ? 'draft' : 'public'}`, { name: title })}</p>
      <OneButton action={own} fields={{ slug, state: 'removed' }} label={`${t('undo.removeNow')}: ${title}`}>
        {t('undo.removeNow')}
      </OneButton>
    </details>
  )
}

/** @param own the list as it is, to come back to */
function StateButton({ own, thing, words }: { own: string; thing: ListedStory; words: string }) {
  return (
    <OneButton action={own} fields={{ slug: thing.slug, state: thing.state === 'archived' ? 'open' : 'archived' }}>
      {words}
    </OneButton>
  )
}
