import { stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { postRoles } from '~/officials/posts/target'
import { Choice } from '~/ui/forms/choice'
import { Form } from '~/ui/forms/form'
import { PostName, Ways } from './post-name'
import type { TargetLine } from './targets.server'

interface AddProps {
  t: Translate
  lang: Language
  /** Search words, the first matches, and how many there are; null: no search yet. */
  search: { words: string; found: TargetLine[]; count: number } | null
}

/** Adds officials: from a search, or everybody who holds one kind of office in a state. */
export function AddTargets({ t, lang, search }: AddProps) {
  return (
    <section className="panel" aria-labelledby="add">
      <h2 id="add">{t('outreach.office.targets.add')}</h2>
      <form method="get" className="inline" role="search">
        <div className="field">
          <label htmlFor="q">{t('outreach.office.targets.search')}</label>
          <input id="q" name="q" type="search" defaultValue={search?.words} maxLength={100} />
        </div>
        <button>{t('outreach.office.targets.searchButton')}</button>
      </form>
      {search && search.found.length === 0 && <p role="status">{t('outreach.office.targets.searchNone')}</p>}
      {search && search.found.length > 0 && (
        <Form className="found">
          <input type="hidden" name="intent" value="add" />
          {search.found.map((post) => (
            <div className="tick" key={post.id}>
              <input id={post.id} type="checkbox" name="add" value={post.id} />
              <label htmlFor={post.id}>
                <PostName t={t} lang={lang} post={post} /> · <Ways t={t} post={post} />
              </label>
            </div>
          ))}
          <button className="main">{t('outreach.office.targets.addButton')}</button>
        </Form>
      )}
      {search && search.count > 1 && (
        <Form className="inline">
          <input type="hidden" name="intent" value="add-found" />
          <input type="hidden" name="q" value={search.words} />
          {search.count > search.found.length && (
            <p>{t('outreach.office.targets.firstOf', { shown: search.found.length, count: search.count })}</p>
          )}
          <button>{t('outreach.office.targets.addFound', { count: search.count })}</button>
        </Form>
      )}
      <h3>{t('outreach.office.targets.allOf')}</h3>
      <Form className="inline">
        <input type="hidden" name="intent" value="add-all" />
        <Choice
          name="role"
          label={t('outreach.office.targets.role')}
          options={postRoles.filter((role) => role !== 'other').map((role) => [role, t(`outreach.titles.${role}`)])}
        />
        <Choice
          name="state"
          label={t('outreach.office.targets.state')}
          options={Object.entries(stateNames).map(([code, name]) => [code, stateName(lang, name)])}
        />
        <button>{t('outreach.office.targets.addAll')}</button>
      </Form>
    </section>
  )
}
