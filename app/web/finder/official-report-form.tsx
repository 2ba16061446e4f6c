import type { TargetContact } from '~/officials/posts/target'
import { publicReports } from '~/queue/intake/official-report.schema'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import type { PageProps } from '~/ui/page/public-layout'
import { wayOf } from './official-view'

interface ReportProps extends PageProps {
  contacts: TargetContact[]
  form: FormState
}

/** "This is wrong": a short report to those who maintain the list, with nothing about its sender. */
export function OfficialReportForm({ t, contacts, form }: ReportProps) {
  const hasErrors = form.errors.length > 0 || form.problem !== undefined
  return (
    <section className="block" id="report">
      <details open={hasErrors}>
        <summary>{t('places.report.title')}</summary>
        <Form className="sign" noValidate>
          <ErrorSummary t={t} form={form} />
          <Radios
            id="what"
            name="what"
            legend={t('places.report.what')}
            options={publicReports.map((what) => ({ value: what, words: t(`places.report.whats.${what}`) }))}
            chosen={form.values.what}
          />
          {contacts.length > 0 && (
            <Choice
              name="contact"
              label={t('places.report.which')}
              options={[
                ['', t('places.report.whole')],
                ...contacts
                  .map(wayOf)
                  .map(({ contact, shown }): [string, string] => [
                    contact.id,
                    `${t(`places.ways.${contact.kind}`)}: ${shown}`,
                  ]),
              ]}
              chosen={form.values.contact ?? ''}
            />
          )}
          <TextArea
            t={t}
            form={form}
            name="note"
            label={t('places.report.note')}
            hint={t('places.report.noteHint')}
            maxLength={500}
            isOptional
          />
          <button className="button wide">{t('places.report.send')}</button>
        </Form>
      </details>
    </section>
  )
}

/** Thanks for a report, at the top of the page it was sent from. */
export function ReportThanks({ t }: Pick<PageProps, 't'>) {
  return (
    <p className="note" role="status">
      <strong>{t('places.report.thanks')}.</strong> {t('places.report.thanksText')}
    </p>
  )
}
