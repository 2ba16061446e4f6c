import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import type { ErasePreview } from './office-erasures.server'

/** Erasing one person: what is deleted, what stays, and the button. */
export function ErasePage({ t, form, preview }: { t: Translate; form: FormState; preview: ErasePreview }) {
  const name = preview.name || t('office.people.nameless')
  const falls = preview.signatures.filter((one) => one.state === 'counted').length
  const mayGo = !preview.isHeld && !preview.isBeyond
  return (
    <>
      <h1>{t('office.erase.title', { name })}</h1>
      <p className="lead">{t('office.bulk.leadPreview')}</p>
      <ErrorSummary t={t} form={form} />
      {preview.isHeld && <p className="errors">{t('office.erase.legalHold')}</p>}
      {preview.isBeyond && <p className="errors">{t('office.erase.beyond')}</p>}
      <div className="columns">
        <section className="panel">
          <h2>{t('office.erase.goes')}</h2>
          <ul>
            <li>{t('office.erase.identity')}</li>
            {preview.signatures.map((one, index) => (
              <li key={index}>{t(`office.erase.signature.${one.state}`, { petition: one.title })}</li>
            ))}
            {preview.comments > 0 && <li>{t('office.erase.comments', { count: preview.comments })}</li>}
            {preview.names > 0 && <li>{t('office.erase.names', { count: preview.names })}</li>}
            {preview.letters.waiting > 0 && (
              <li>{t('office.erase.lettersWaiting', { count: preview.letters.waiting })}</li>
            )}
            {preview.messages > 0 && <li>{t('office.erase.messages', { count: preview.messages })}</li>}
            {preview.threads.gone > 0 && <li>{t('office.erase.threads', { count: preview.threads.gone })}</li>}
            {preview.notes + preview.tags > 0 && (
              <li>{t('office.erase.notes', { notes: preview.notes, tags: preview.tags })}</li>
            )}
          </ul>
        </section>
        <section className="panel">
          <h2>{t('office.erase.stays')}</h2>
          <ul>
            <li>{t('office.erase.totals', { count: falls })}</li>
            {preview.letters.left > 0 && <li>{t('office.erase.lettersLeft', { count: preview.letters.left })}</li>}
            {preview.outreach > 0 && <li>{t('office.erase.outreach', { count: preview.outreach })}</li>}
            {preview.threads.left > 0 && <li>{t('office.erase.threadsLeft', { count: preview.threads.left })}</li>}
            {preview.isContactShared && <li>{t('office.erase.shared')}</li>}
            {preview.isOptedOut && <li>{t('office.erase.optedOut')}</li>}
            <li>{t('office.erase.private')}</li>
          </ul>
        </section>
      </div>
      <section className="panel">
        <p>{t('office.erase.held')}</p>
        <div className="acts">
          {mayGo && <OneButton isMain>{t('office.people.eraseButton')}</OneButton>}
          <a className="button" href={paths.office.person(preview.id)}>
            {t('office.erase.leave')}
          </a>
        </div>
      </section>
    </>
  )
}
