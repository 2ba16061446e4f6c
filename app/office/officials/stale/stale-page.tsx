import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { SourceFields } from '~/office/officials/source-fields'
import { paths } from '~/paths'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useDays } from '~/ui/page/readers-zone'
import type { StaleItem } from './stale.server'

interface StaleProps {
  t: Translate
  lang: Language
  form: FormState
  items: StaleItem[]
  count: number
  skip: number
  /** The contact this organizer just confirmed, for the undo button. */
  confirmed: { id: string; value: string } | null
  /** The post that was just found vacant, for the undo button; `before`: when it had been found so, or ''. */
  vacant: { id: string; title: string; before: string } | null
  mayEdit: boolean
}

/** The stale queue, item by item; with scripts on, it has keyboard shortcuts. */
export function StalePage({ t, lang, form, items, count, skip, confirmed, vacant, mayEdit }: StaleProps) {
  return (
    <>
      <h1>{t('officials.stale.title')}</h1>
      <p className="lead">{t('officials.stale.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {mayEdit && confirmed && (
        <div className="done" role="status">
          {t('officials.stale.confirmed', { value: confirmed.value })}{' '}
          <OneButton fields={{ intent: 'unconfirm', id: confirmed.id }}>{t('officials.stale.undo')}</OneButton>
        </div>
      )}
      {mayEdit && vacant && (
        <div className="done" role="status">
          {t('officials.stale.vacantKept', { title: vacant.title })}{' '}
          <OneButton fields={{ intent: 'not-vacant', id: vacant.id, before: vacant.before }}>
            {t('officials.stale.undo')}
          </OneButton>
        </div>
      )}
      {items.length === 0 ? (
        <p role="status">{t('officials.stale.none')}</p>
      ) : (
        <>
          <p role="status">{t('officials.stale.count', { count })}</p>
          <p className="small">
            <strong>{t('officials.stale.keys')}</strong>: {t('officials.stale.keysText')}
          </p>
          <ol className="queue" start={skip + 1} data-queue>
            {items.map((item) => (
              <Item
                key={item.what + item.id}
                t={t}
                lang={lang}
                item={item}
                form={form.values.id === item.id ? form : { values: {}, errors: [] }}
                mayEdit={mayEdit}
              />
            ))}
          </ol>
          {skip + items.length < count && (
            <p>
              <a className="button" href={`${paths.office.stale()}?skip=${skip + items.length}`}>
                {t('officials.list.more')}
              </a>
            </p>
          )}
        </>
      )}
    </>
  )
}

type ItemProps = Pick<StaleProps, 't' | 'lang' | 'form' | 'mayEdit'> & { item: StaleItem }

function Item({ t, lang, form, item, mayEdit }: ItemProps) {
  const dateOf = useDays()
  const isTerm = item.what === 'term'
  return (
    <li className="panel" tabIndex={-1} id={item.id}>
      <h2>
        {item.what === 'unknown' ? (
          item.place
        ) : (
          <a href={paths.office.post(item.slug)}>{[item.holder, item.title, item.place].filter(Boolean).join(', ')}</a>
        )}
      </h2>
      <p>
        {item.kind && (
          <>
            {t(`officials.contactKinds.${item.kind}`)}: <strong>{item.value}</strong>{' '}
            {item.extension && `x${item.extension}`}{' '}
          </>
        )}
        {item.sourceUrl && (
          <a href={item.sourceUrl} target="_blank" rel="noreferrer noopener" data-key="o">
            {t('officials.stale.openSource')}
          </a>
        )}
      </p>
      <ul>
        {item.status === 'doubtful' && (
          <li>
            {t('officials.stale.why.doubtful', {
              reason: item.statusReason ? t(`officials.statusReasons.${item.statusReason as 'retired'}`) : '?',
            })}
          </li>
        )}
        {item.status === 'dead' && <li>{t('officials.stale.why.dead')}</li>}
        {isTerm && item.termEndsOn && (
          <li>{t('officials.stale.why.term', { day: longDate(lang, item.termEndsOn) })}</li>
        )}
        {item.what === 'holder' && (
          <li>
            {item.checkedOn
              ? t('officials.stale.why.vacantThen', { day: longDate(lang, item.checkedOn) })
              : t('officials.stale.why.holder')}
          </li>
        )}
        {item.what === 'contact' && <li>{t('officials.stale.why.old', { days: item.days })}</li>}
        {item.reports.map((report) => (
          <li key={report.id}>
            {t('officials.stale.why.report', { what: t(`officials.reports.${report.what}`) })} (
            {t(`officials.origins.${report.origin}`)}, {dateOf(lang, new Date(report.at))})
            {report.note && <pre>“{report.note}”</pre>}
          </li>
        ))}
      </ul>
      {item.what === 'unknown' && (
        <p>
          {item.reports.some(({ what }) => what === 'wrong-policy') ? (
            <a href={`${paths.office.policies()}?search=${item.slug}`} data-key="e">
              {t('localities.office.all')}
            </a>
          ) : (
            <a href={paths.office.addPost(item.slug)} data-key="e">
              {t('officials.list.add')}
            </a>
          )}
        </p>
      )}
      {mayEdit && item.what === 'unknown' && (
        <Acts item={item} acts={[['seen-unknown', t('officials.stale.seen'), 'c']]} />
      )}
      {mayEdit && item.what === 'holder' && (
        <>
          <p>
            <a href={`${paths.office.post(item.slug)}#holder`} data-key="e">
              {t('officials.stale.nameHolder')}
            </a>
          </p>
          <Acts item={item} acts={[['vacant', t('officials.stale.vacant'), 'c']]} />
        </>
      )}
      {mayEdit && item.what === 'report' && <Acts item={item} acts={[['seen', t('officials.stale.seen'), 'c']]} />}
      {mayEdit && item.what === 'contact' && (
        <Acts
          item={item}
          acts={[
            ['confirm', t('officials.stale.confirm'), 'c'],
            ['retire', t('officials.stale.retire'), 'x'],
          ]}
        />
      )}
      {mayEdit && (item.what === 'contact' || isTerm) && (
        <details open={form.errors.length > 0}>
          <summary data-key="e">{t(isTerm ? 'officials.post.correctHolder' : 'officials.stale.correct')}</summary>
          <Form className="inline">
            <input type="hidden" name="id" value={item.id} />
            {isTerm ? (
              <TextField
                t={t}
                form={form}
                name="term_ends_on"
                id={`${item.id}-term`}
                type="date"
                label={t('officials.stale.termEndsOn')}
              />
            ) : (
              <>
                <TextField
                  t={t}
                  form={form.errors.length > 0 ? form : { values: { value: item.value }, errors: [] }}
                  name="value"
                  id={`${item.id}-value`}
                  label={t('officials.stale.newValue')}
                  maxLength={300}
                  isRequired
                />
                <TextField
                  t={t}
                  form={form.errors.length > 0 ? form : { values: { extension: item.extension }, errors: [] }}
                  name="extension"
                  id={`${item.id}-extension`}
                  label={t('officials.post.extension')}
                  maxLength={7}
                  isOptional
                />
              </>
            )}
            <SourceFields t={t} form={form} id={item.id} />
            {isTerm ? (
              <>
                <button name="intent" value="stayed">
                  {t('officials.stale.stayed')}
                </button>
                <button name="intent" value="left">
                  {t('officials.stale.left')}
                </button>
              </>
            ) : (
              <button name="intent" value="correct">
                {t('officials.stale.correct')}
              </button>
            )}
          </Form>
        </details>
      )}
    </li>
  )
}

function Acts({ item, acts }: { item: StaleItem; acts: [intent: string, words: string, key: string][] }) {
  return (
    <Form className="acts">
      <input type="hidden" name="id" value={item.id} />
      {item.what === 'holder' && <input type="hidden" name="before" value={item.checkedOn ?? ''} />}
      {acts.map(([intent, words, key]) => (
        <button key={intent} name="intent" value={intent} data-key={key}>
          {words}
        </button>
      ))}
    </Form>
  )
}
