import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'

/** The search box of every office page. It posts: an email or phone number belongs in no URL. */
export function FindForm({ t }: { t: Translate }) {
  return (
    <search className="find">
      <Form action={paths.office.search()}>
        <label className="unseen" htmlFor="find">
          {t('office.find.label')}
        </label>
        <input id="find" name="search" type="search" maxLength={100} placeholder={t('office.find.hint')} data-find="" />
        <button>{t('office.find.go')}</button>
      </Form>
    </search>
  )
}
