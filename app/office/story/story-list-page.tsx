import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { WideTable } from '~/ui/page/wide-table'
import type { ListedStory } from './list-story.server'
import { StoryTabs } from './story-tabs'

interface StoryListProps {
  t: Translate
  lang: Language
  campaign: { slug: string; name: string }
  kind: string
  words: { plural: string; singular: string }
  menu: { kind: string; name: string }[]
  things: ListedStory[]
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
  const { t, campaign, kind, words, menu, things, form, mayPublish, isUploaded, changed, importPath } = props
  const edit = (slug: string) => paths.office.storyEdit(campaign.slug, kind, slug)
  return (
    <>
      <StoryTabs t={t} campaign={campaign} menu={menu} current={kind} />
      <h1>{words.plural}</h1>
      {changed && (
        <div className="done" role="status">
          <p>
            {t(changed.state === 'archived' ? 'office.story.archivedNow' : 'office.story.openNow', {
              name: changed.title,
            })}
          </p>
          <StateButton thing={changed} words={t('office.undo')} />
        </div>
      )}
      {things.length === 0 ? (
        <p>{t('office.story.none')}</p>
      ) : (
        <WideTable
          label={words.plural}
          head={[
            t('office.story.thingTitle'),
            t('office.story.when'),
            t('office.story.state'),
            mayPublish && t('office.story.act'),
          ]}
        >
          {things.map((thing) => (
            <tr key={thing.slug}>
              <th scope="row">
                <a href={edit(thing.slug)}>{thing.title}</a>
              </th>
              <td>{thing.note}</td>
              <td>
                <span
                  className={`state ${thing.state === 'open' && !thing.isChanged && !thing.isWaiting ? 'open' : ''}`}
                >
                  {t(`office.story.${stateOf(thing)}`)}
                </span>
              </td>
              {mayPublish && (
                <td>
                  {thing.state !== 'draft' && (
                    <StateButton
                      thing={thing}
                      words={t(thing.state === 'archived' ? 'office.story.publish' : 'office.story.archive')}
                    />
                  )}
                  {!isUploaded && <Remove t={t} thing={thing} />}
                </td>
              )}
            </tr>
          ))}
        </WideTable>
      )}
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

function stateOf({ state, isChanged, isWaiting }: ListedStory): ListedStory['state'] | 'changed' | 'scheduled' {
  if (state !== 'open') return state
  return isChanged ? 'changed' : isWaiting ? 'scheduled' : 'open'
}

/** Says what removing does to something before it does it. */
function Remove({ t, thing: { slug, title, state } }: { t: Translate; thing: ListedStory }) {
  return (
    <details>
      <summary aria-label={`${t('office.remove')}: ${title}`}>{t('office.remove')}</summary>
      <p className="small">{t(`undo.before.story.${state === 'draft' ? 'draft' : 'public'}`, { name: title })}</p>
      <OneButton action="?index" fields={{ slug, state: 'removed' }} label={`${t('undo.removeNow')}: ${title}`}>
        {t('undo.removeNow')}
      </OneButton>
    </details>
  )
}

function StateButton({ thing, words }: { thing: ListedStory; words: string }) {
  return (
    <OneButton action="?index" fields={{ slug: thing.slug, state: thing.state === 'archived' ? 'open' : 'archived' }}>
      {words}
    </OneButton>
  )
}
