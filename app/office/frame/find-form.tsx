import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'

interface FindProps {
  t: Translate
  /** Whether this organizer may search people. */
  hasPeople: boolean
}

/** The search box of every office page. Works without a script; with one, contacts are posted (`listen-to-keys.ts`). */
export function FindForm({ t, hasPeople }: FindProps) {
  return (
    <search className="find">
      <form method="get" action={paths.office.search()} data-search={paths.office.search()}>
        <label className="unseen" htmlFor="find">
          {t('office.find.label')}
        </label>
        <input
          id="find"
          name="q"
          type="search"
          maxLength={100}
          placeholder={t('office.find.hint')}
          data-find=""
          data-people={hasPeople ? paths.office.people() : undefined}
        />
        <button>{t('office.find.go')}</button>
      </form>
    </search>
  )
}
