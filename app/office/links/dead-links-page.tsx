import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { type Days, useDays, useMoments } from '~/ui/page/readers-zone'
import type { DeadLink } from './dead-links.server'

type Line = Omit<DeadLink, 'deadSince'> & { deadSince: string | null }

interface DeadLinksProps extends Part<Line> {
  t: Translate
  lang: Language
  publicUrl: string
  /** Words to look for. */
  q: string
  /** How many links the public pages have. */
  known: number
  /** ISO; null: nothing was ever checked. */
  checkedAt: string | null
  form: FormState
}

/** Links that lead nowhere, the pages they stand on, and where an archived copy is. */
export function DeadLinksPage(props: DeadLinksProps) {
  const { t, lang, publicUrl, lines, table, count, q, known, checkedAt, form } = props
  const list = { path: paths.office.links(), filters: { q }, table, count }
  const refused = lines.find(({ url }) => url === form.values.url)
  const momentOf = useMoments()
  const dateOf = useDays()
  return (
    <>
      <h1>{t('office.nav.links')}</h1>
      <p>{t('links.lead', { known })}</p>
      <p className="small">
        {checkedAt ? t('links.checked', { at: momentOf(lang, new Date(checkedAt)) }) : t('links.off')}
      </p>
      {refused && <ErrorSummary t={t} form={form} />}
      {(checkedAt || count > 0) && (
        <>
          <FilterForm t={t} list={list} fields={[{ name: 'q', label: t('links.find'), maxLength: 100 }]} />
          <OfficeTable
            t={t}
            lang={lang}
            label={t('office.nav.links')}
            rows={lines}
            keyOf={({ url }) => url}
            list={list}
            empty={t('links.none')}
            columns={[
              {
                name: 'url',
                head: t('links.link'),
                sorts: 'up',
                isName: true,
                cell: ({ url }) => (
                  <>
                    {url}
                    <div className="small">
                      <a href={`https://web.archive.org/web/*/${url}`} rel="noreferrer">
                        {t('links.look')}
                      </a>
                    </div>
                  </>
                ),
              },
              {
                name: 'since',
                head: t('links.why'),
                sorts: 'up',
                cell: (link) => (link.deadSince ? whyDead(t, lang, dateOf, link) : t('links.alive')),
              },
              {
                name: 'pages',
                head: t('links.standsOn'),
                sorts: 'down',
                cell: ({ pages }) =>
                  pages.map(({ path, title }, at) => (
                    <span key={path}>
                      {at > 0 && ' · '}
                      <a href={publicUrl + path}>{title}</a>
                    </span>
                  )),
              },
              {
                name: 'archive',
                head: t('links.archive'),
                cell: (link) => (link.mayEdit ? <Archive t={t} link={link} form={form} /> : link.archiveUrl),
              },
            ]}
          />
        </>
      )}
    </>
  )
}

/** Where an archived copy is. */
function Archive({ t, link: { url, archiveUrl }, form }: { t: Translate; link: Line; form: FormState }) {
  return (
    <Form noValidate>
      <input type="hidden" name="url" value={url} />
      <TextField
        t={t}
        form={form.values.url === url ? form : { values: { archive: archiveUrl }, errors: [] }}
        name="archive"
        id={`archive-${url}`}
        label={t('links.archive')}
        hint={t('links.archiveHint')}
        inputMode="text"
      />
      <button className="main">{t('links.save')}</button>
    </Form>
  )
}

function whyDead(t: Translate, lang: Language, dateOf: Days, { status, failure, deadSince }: Line): string {
  const since = dateOf(lang, new Date(deadSince!))
  return failure
    ? t('links.noAnswer', { since, why: t(`links.failures.${failure}`) })
    : t('links.answers', { since, status: String(status) })
}
