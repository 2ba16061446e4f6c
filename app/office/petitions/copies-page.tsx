import { stateNames } from '~/geography/state-names'
import type { Bilingual, Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import type { PageLine } from '~/office/pages/pages.server'
import { PagesTable } from '~/office/pages/pages-table'
import { postRoles } from '~/officials/posts/target'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PostChoice } from './copies.server'

interface CopiesProps {
  t: Translate
  lang: Language
  head: WrittenHead
  form: FormState
  copies: PageLine[]
  /** Names of the kinds of pages. */
  kinds: Record<string, string>
  made: number | null
  choice: PostChoice
  bodies: { id: string; name: string; posts: number }[]
  posts: { postId: string; name: string; title: string; place: Bilingual; hasCopy: boolean }[]
}

/** Copies of a petition, one per target: forms to make them, and how they are doing. */
export function CopiesPage({ t, lang, head, form, copies, kinds, made, choice, bodies, posts }: CopiesProps) {
  const fresh = posts.filter((post) => !post.hasCopy)
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="copies" />
      {made !== null && (
        <p className="done" role="status">
          {t('office.copies.made', { count: made })}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      {copies.length > 0 && <PagesTable t={t} lang={lang} lines={copies} kinds={kinds} hasCampaign={false} />}
      <section className="panel">
        <h2>{t('officials.targets.title')}</h2>
        <p>{t('officials.targets.text')}</p>
        <form method="get" className="inline">
          <Choice
            name="state"
            label={t('officials.targets.state')}
            options={[['', '–'], ...Object.entries(stateNames).sort((one, two) => one[1].localeCompare(two[1]))]}
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
          <button>{t('officials.targets.find')}</button>
        </form>
        {(choice.body || choice.state) && posts.length === 0 && <p>{t('officials.targets.none')}</p>}
        {posts.length > 0 && (
          <Form>
            <input type="hidden" name="intent" value="posts" />
            {(['state', 'role', 'body'] as const).map((name) => (
              <input key={name} type="hidden" name={name} value={choice[name]} />
            ))}
            <p className="small">{t('officials.targets.vacantSkipped')}</p>
            <div className="scroll" role="region" tabIndex={0} aria-label={t('officials.targets.title')}>
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
                          defaultChecked={!post.hasCopy}
                          disabled={post.hasCopy}
                        />
                      </td>
                      <th scope="row">
                        <label htmlFor={post.postId}>{post.name}</label>
                      </th>
                      <td>{post.title}</td>
                      <td>{post.place[lang]}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
            {fresh.length > 0 && (
              <button className="main">{t('officials.targets.button', { count: fresh.length })}</button>
            )}
          </Form>
        )}
      </section>
      <section className="panel">
        <h2>{t('office.copies.title')}</h2>
        <p>{t('office.copies.text', { name: '{name}', office: '{office}', place: '{place}' })}</p>
        <Form>
          <TextArea
            t={t}
            form={form}
            name="targets"
            label={t('office.copies.targets')}
            hint={t('office.copies.hint')}
            maxLength={200_000}
          />
          <button className="main">{t('office.copies.button')}</button>
        </Form>
      </section>
    </>
  )
}
