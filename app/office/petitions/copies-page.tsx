import { statesByName } from '~/geography/state-names'
import type { Bilingual, Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import type { ListedPages } from '~/office/pages/pages.server'
import { PagesTable } from '~/office/pages/pages-table'
import { postRoles } from '~/officials/posts/target'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { CopiesPreview } from './act-on-copies.server'
import type { CopiesPublished, CopyCounts } from './all-copies.server'
import type { PostChoice } from './copies.server'

/** What can have been done, as the page's address says it. */
export const copiesDone = ['made', 'dropped', 'closed', 'opened'] as const

interface CopiesProps {
  t: Translate
  lang: Language
  head: WrittenHead
  form: FormState
  copies: ListedPages
  /** Names of the kinds of pages. */
  kinds: Record<string, string>
  counts: CopyCounts
  done: { what: (typeof copiesDone)[number]; count: number }[]
  /** When copies were closed together, if that was done just now; else ''. */
  closedAt: string
  choice: PostChoice
  /** Every post of the list is ticked. */
  isAllChosen: boolean
  /** Ids of the posts that were ticked in a form that was not carried out yet; else null. */
  chosen: string[] | null
  preview: CopiesPreview | null
  published: CopiesPublished | null
  bodies: { id: string; name: string; posts: number }[]
  posts: {
    postId: string
    name: string
    vacant?: Bilingual | undefined
    title: string
    place: Bilingual
    hasCopy: boolean
  }[]
}

/** Copies of a petition, one per target: forms to make them, and how they are doing. */
export function CopiesPage(props: CopiesProps) {
  const { t, lang, head, form, copies, kinds, done, closedAt, preview, published } = props
  const isOfPosts = form.values.from === 'posts'
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="copies" />
      {done.map(({ what, count }) => (
        <div className="done" role="status" key={what}>
          {t(`office.copies.${what}`, { count })}{' '}
          {what === 'closed' && count > 0 && closedAt && (
            <OneButton fields={{ intent: 'open', at: closedAt }}>{t('office.copies.openAgain')}</OneButton>
          )}
        </div>
      ))}
      {published && <Published t={t} lang={lang} published={published} />}
      <ErrorSummary t={t} form={form} />
      {copies.count > 0 && (
        <>
          <PagesTable
            t={t}
            lang={lang}
            lines={copies.lines}
            kinds={kinds}
            list={{
              path: paths.office.petitionCopies(head.slug),
              kept: { ...props.choice },
              table: copies.table,
              count: copies.count,
            }}
            empty={t('office.pages.none')}
            hasCampaign={false}
          />
          <AllCopies {...props} />
        </>
      )}
      {preview && isOfPosts && <Preview t={t} preview={preview} />}
      <FromOfficials {...props} />
      <section className="panel">
        <h2>{t('office.copies.title')}</h2>
        <p>{t('office.copies.text', { name: '{name}', office: '{office}', place: '{place}' })}</p>
        {preview && !isOfPosts && <Preview t={t} preview={preview} />}
        <Form>
          <TextArea
            t={t}
            form={form}
            name="targets"
            label={t('office.copies.targets')}
            hint={t('office.copies.hint')}
            maxLength={200_000}
          />
          <Make t={t} isPreviewed={preview !== null && !isOfPosts} words={t('office.copies.button')} />
        </Form>
      </section>
    </>
  )
}

/** The titles come first, then the drafts. */
function Make({ t, isPreviewed, words }: { t: Translate; isPreviewed: boolean; words: string }) {
  return (
    <div className="acts">
      <button className={isPreviewed ? 'quiet' : 'main'} name="intent" value="preview">
        {t('office.copies.preview')}
      </button>
      <button className={isPreviewed ? 'main' : ''} name="intent" value="make">
        {words}
      </button>
    </div>
  )
}

function Preview({ t, preview: { all, titles } }: { t: Translate; preview: CopiesPreview }) {
  return (
    <section className="panel" role="status">
      <h2>{t('office.copies.previewTitle', { count: all })}</h2>
      <ul>
        {titles.map(({ en, es }) => (
          <li key={en + es}>
            <span lang="en">{en}</span>
            <br />
            <span lang="es">{es}</span>
          </li>
        ))}
        {all > titles.length && <li>{t('office.copies.andMore', { count: all - titles.length })}</li>}
      </ul>
    </section>
  )
}

function Published({ t, lang, published }: { t: Translate; lang: Language; published: CopiesPublished }) {
  return (
    <div className="panel" role="status">
      <p>
        <strong>{t('office.copies.published', { count: published.published })}</strong>
      </p>
      {published.already > 0 && <p>{t('office.copies.already', { count: published.already })}</p>}
      {published.gone > 0 && <p>{t('office.copies.gone', { count: published.gone })}</p>}
      {published.left > 0 && (
        <>
          <p>{t('office.copies.left', { count: published.left })}</p>
          <OneButton fields={{ intent: 'publish', after: published.last }}>{t('office.copies.publishMore')}</OneButton>
        </>
      )}
      {published.refused.length > 0 && (
        <>
          <p>{t('office.copies.refused', { count: published.refused.length })}</p>
          <ul>
            {published.refused.map(({ slug, title, why }) => (
              <li key={slug}>
                <a href={paths.office.petitionEdit(slug)}>{title[lang] || slug}</a>: {why}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** What can be done to all copies together. */
function AllCopies({ t, head, counts }: CopiesProps) {
  const mayPublish = head.rights.includes('publish')
  return (
    <div className="acts">
      {mayPublish && counts.drafts > 0 && (
        <OneButton fields={{ intent: 'publish' }}>{t('office.copies.publish', { count: counts.drafts })}</OneButton>
      )}
      {counts.untouched > 0 && (
        <OneButton fields={{ intent: 'drop' }}>{t('office.copies.drop', { count: counts.untouched })}</OneButton>
      )}
      {mayPublish && counts.open > 0 && (
        <OneButton fields={{ intent: 'close' }}>{t('office.copies.close', { count: counts.open })}</OneButton>
      )}
    </div>
  )
}

function FromOfficials({ t, lang, form, choice, isAllChosen, chosen, preview, bodies, posts }: CopiesProps) {
  const fresh = posts.filter((post) => !post.hasCopy)
  const query = (all: boolean) => {
    const asked = new URLSearchParams(Object.entries(choice).filter(([, value]) => value !== ''))
    if (all) asked.set('all', '1')
    return `?${asked.toString()}#posts`
  }
  return (
    <section className="panel">
      <h2>{t('officials.targets.title')}</h2>
      <p>{t('officials.targets.text')}</p>
      <form method="get" className="inline">
        <Choice
          name="state"
          label={t('officials.targets.state')}
          options={[['', '–'], ...statesByName]}
          chosen={choice.state}
        />
        <Choice
          name="role"
          label={t('officials.targets.role')}
          options={postRoles.map((role): [string, string] => [role, t(`officials.roles.${role}`)])}
          chosen={choice.role}
        />
        <Choice
          name="body"
          label={t('officials.targets.body')}
          options={[
            ['', t('officials.targets.noBody')],
            ...bodies.map(({ id, name, posts: count }): [string, string] => [id, `${name} (${count})`]),
          ]}
          chosen={choice.body}
        />
        <div className="field">
          <label htmlFor="words">{t('officials.targets.words')}</label>
          <input id="words" name="words" defaultValue={choice.words} maxLength={100} />
        </div>
        <button>{t('officials.targets.find')}</button>
      </form>
      {(choice.body || choice.state) && posts.length === 0 && <p>{t('officials.targets.none')}</p>}
      {posts.length > 0 && (
        <Form>
          <input type="hidden" name="from" value="posts" />
          {(['state', 'role', 'body', 'words'] as const).map((name) => (
            <input key={name} type="hidden" name={name} value={choice[name]} />
          ))}
          <p className="small">{t('officials.targets.vacantSkipped')}</p>
          <p>
            <a href={query(true)}>{t('officials.targets.all', { count: fresh.length })}</a> ·{' '}
            <a href={query(false)}>{t('officials.targets.noneOf')}</a>
          </p>
          <div className="scroll" id="posts" role="region" tabIndex={0} aria-label={t('officials.targets.title')}>
            <table>
              <tbody>
                {posts.map((post) => (
                  <tr key={post.postId}>
                    <td>
                      <input
                        type="checkbox"
                        name="post"
                        value={post.postId}
                        id={post.postId}
                        defaultChecked={!post.hasCopy && (chosen ? chosen.includes(post.postId) : isAllChosen)}
                        disabled={post.hasCopy}
                      />
                    </td>
                    <th scope="row">
                      <label htmlFor={post.postId}>{post.vacant?.[lang] ?? post.name}</label>
                    </th>
                    <td>{post.title}</td>
                    <td>{post.place[lang]}</td>
                    <td>{post.hasCopy && t('officials.targets.hasCopy')}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {fresh.length > 0 && (
            <Make
              t={t}
              isPreviewed={preview !== null && form.values.from === 'posts'}
              words={t('officials.targets.button')}
            />
          )}
        </Form>
      )}
    </section>
  )
}
