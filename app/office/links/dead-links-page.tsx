import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { type Moments, useDays, useMoments } from '~/ui/page/readers-zone'
import type { DeadLink } from './dead-links.server'

interface DeadLinksProps {
  t: Translate
  lang: Language
  publicUrl: string
  links: (Omit<DeadLink, 'deadSince'> & { deadSince: string | null })[]
  /** How many links the public pages have. */
  known: number
  /** ISO; null: nothing was ever checked. */
  checkedAt: string | null
  form: FormState
}

/** Links that lead nowhere, the pages they stand on, and where an archived copy is. */
export function DeadLinksPage({ t, lang, publicUrl, links, known, checkedAt, form }: DeadLinksProps) {
  const momentOf = useMoments()
  const dateOf = useDays()
  return (
    <>
      <h1>{t('office.nav.links')}</h1>
      <p>{t('links.lead', { known })}</p>
      <p className="small">
        {checkedAt ? t('links.checked', { at: momentOf(lang, new Date(checkedAt)) }) : t('links.off')}
      </p>
      {links.length === 0 && checkedAt && <p>{t('links.none')}</p>}
      {links.length > 0 && (
        <div>
          {links.map((link) => {
            const own = form.values.url === link.url ? form : { values: { archive: link.archiveUrl }, errors: [] }
            return (
              <section key={link.url} className="panel">
                <h2>{link.url}</h2>
                <p>{link.deadSince ? whyDead(t, lang, dateOf, link) : t('links.alive')}</p>
                <p>
                  {t('links.standsOn')}{' '}
                  {link.pages.map(({ path, title }, at) => (
                    <span key={path}>
                      {at > 0 && ' · '}
                      <a href={publicUrl + path}>{title}</a>
                    </span>
                  ))}
                </p>
                <p>
                  <a href={`https://web.archive.org/web/*/${link.url}`} rel="noreferrer">
                    {t('links.look')}
                  </a>
                </p>
                {link.mayEdit && (
                  <Form noValidate>
                    <ErrorSummary t={t} form={own} />
                    <input type="hidden" name="url" value={link.url} />
                    <TextField
                      t={t}
                      form={own}
                      name="archive"
                      id={`archive-${link.url}`}
                      label={t('links.archive')}
                      hint={t('links.archiveHint')}
                      inputMode="text"
                    />
                    <button className="main">{t('links.save')}</button>
                  </Form>
                )}
              </section>
            )
          })}
        </div>
      )}
    </>
  )
}

function whyDead(
  t: Translate,
  lang: Language,
  dateOf: Moments,
  { status, failure, deadSince }: DeadLinksProps['links'][number],
): string {
  const since = dateOf(lang, new Date(deadSince!))
  return failure
    ? t('links.noAnswer', { since, why: t(`links.failures.${failure}`) })
    : t('links.answers', { since, status: String(status) })
}
