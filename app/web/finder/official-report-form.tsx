import type { TargetContact } from '~/officials/posts/target'
import { publicReports } from '~/queue/intake/official-report.schema'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { wayOf } from './official-view'

interface ReportProps extends PageProps {
  contacts: TargetContact[]
  form: FormState
}

/** "This is wrong": a few words for whoever keeps the list, and nothing about whoever writes them. */
export function OfficialReportForm({ t, contacts, form }: ReportProps) {
  const hasErrors = form.errors.length > 0 || form.problem !== undefined
  return (
    <section className="block" id="report">
      <details open={hasErrors}>
        <summary>{t('places.report.title')}</summary>
        <Form className="sign" noValidate>
          <ErrorSummary t={t} form={form} />
          <fieldset id="what">
            <legend>{t('places.report.what')}</legend>
            {publicReports.map((what) => (
              <div className="tick" key={what}>
                <input
                  type="radio"
                  id={`what-${what}`}
                  name="what"
                  value={what}
                  defaultChecked={form.values.what === what}
                />
                <label htmlFor={`what-${what}`}>{t(`places.report.whats.${what}`)}</label>
              </div>
            ))}
          </fieldset>
          {contacts.length > 0 && (
            <div className="field">
              <label htmlFor="contact">{t('places.report.which')}</label>
              <select id="contact" name="contact" defaultValue={form.values.contact ?? ''}>
                <option value="">{t('places.report.whole')}</option>
                {contacts.map(wayOf).map(({ contact, shown }) => (
                  <option key={contact.id} value={contact.id}>
                    {t(`places.ways.${contact.kind}`)}: {shown}
                  </option>
                ))}
              </select>
            </div>
          )}
          <TextArea
            t={t}
            form={form}
            name="note"
            label={t('places.report.note')}
            hint={t('places.report.noteHint')}
            maxLength={500}
          />
          <button className="button wide">{t('places.report.send')}</button>
        </Form>
      </details>
    </section>
  )
}

/** Thanks for a report, at the top of the page to which it was sent. */
export function ReportThanks({ t }: Pick<PageProps, 't'>) {
  return (
    <p className="note" role="status">
      <strong>{t('places.report.thanks')}.</strong> {t('places.report.thanksText')}
    </p>
  )
}
