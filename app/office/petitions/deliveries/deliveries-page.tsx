import { ReadingNote } from '~/channels/uploads/reading-note'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'
import { ErrorSummary, labelsInBoth, TextArea, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import { longDate, wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { DeliveryFields, deliveryValues, type OfficeDelivery } from './delivery-fields'
import { HeldPhoto } from './held-photo'

interface DeliveriesProps {
  t: Translate
  lang: Language
  head: WrittenHead
  form: FormState
  deliveries: OfficeDelivery[]
}

/** Packets to hand over, past deliveries, and the answers to them. */
export function DeliveriesPage({ t, lang, head, form, deliveries }: DeliveriesProps) {
  const mayNames = head.rights.includes('deliver-names')
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="deliveries" />
      <ErrorSummary
        t={t}
        form={form}
        labels={{
          delivered_on: t('office.deliver.day'),
          recipient: t('office.deliver.recipient'),
          by_whom: t('office.deliver.byWhom'),
          photo: t('office.deliver.photo'),
          ...labelsInBoth({
            photo_alt: t('office.deliver.photoShows'),
            other_alt: t('office.deliver.photoShows'),
            answer: t('office.deliver.answer'),
          }),
        }}
      />
      <div className="columns">
        <section className="panel">
          <h2>{t('office.deliver.counts')}</h2>
          <p>{t('office.deliver.countsText')}</p>
          <ul className="acts">
            {languages.map((language) => (
              <li key={language}>
                <a className="button" href={`${paths.office.petitionPacket(head.slug, 'counts.pdf')}?lang=${language}`}>
                  PDF · {languageNames[language]}
                </a>
              </li>
            ))}
            <li>
              <a className="button" href={`${paths.office.petitionPacket(head.slug, 'counts.csv')}?lang=${lang}`}>
                CSV
              </a>
            </li>
          </ul>
        </section>
        {mayNames && (
          <section className="panel">
            <h2>{t('office.deliver.people')}</h2>
            <p>{t('office.deliver.peopleText')}</p>
            <Form action={paths.office.petitionPacket(head.slug, 'people')}>
              <Radios
                name="level"
                legend={t('office.deliver.level')}
                options={(['initials', 'names'] as const).map((level) => ({
                  value: level,
                  words: t(`office.deliver.levels.${level}`),
                }))}
                chosen="initials"
              />
              <TextField
                t={t}
                form={form}
                name="reason"
                label={t('office.deliver.reason')}
                hint={t('office.exports.reasonHint')}
                isRequired
              />
              <div className="acts">
                <button name="format" value="pdf">
                  PDF
                </button>
                <button name="format" value="csv">
                  CSV
                </button>
              </div>
            </Form>
          </section>
        )}
        <section className="panel">
          <h2>{t('office.deliver.record')}</h2>
          <Form encType="multipart/form-data">
            <input type="hidden" name="intent" value="record" />
            <HeldPhoto t={t} form={form.values.intent === 'record' ? form : emptyForm} />
            <DeliveryFields
              t={t}
              form={form.values.intent === 'record' ? form : emptyForm}
              suffix={form.values.intent === 'change' ? '-new' : ''}
            />
            <button>{t('office.save')}</button>
            <ReadingNote t={t} kind="picture" />
          </Form>
        </section>
      </div>
      <h2>{t('office.deliver.done')}</h2>
      {deliveries.length === 0 && <p>{t('office.deliver.none')}</p>}
      {deliveries.map((one) => (
        <section className="panel" key={one.id}>
          <h3>
            {longDate(lang, one.day)}: {one.recipient}
          </h3>
          <p>
            {t('office.deliver.handedOver', { who: one.byWhom, count: wholeNumber(lang, one.signatures) })}{' '}
            <span className="small">{t(one.isPublic ? 'office.deliver.shown' : 'office.deliver.notShown')}</span>
          </p>
          {one.picture && (
            <img
              src={`/office/pictures/${one.picture}`}
              alt={one.photoAlt?.[lang] || t('office.deliver.photoAlt', { who: one.recipient })}
              width={600}
            />
          )}
          {one.answer ? (
            <>
              <h3>{t('office.deliver.answer')}</h3>
              <pre>{one.answer[lang]}</pre>
              {one.isTold ? (
                <p className="small">{t('office.deliver.told')}</p>
              ) : (
                head.rights.includes('publish') &&
                one.asked > 0 && (
                  <OneButton fields={{ intent: 'tell', id: one.id }}>
                    {t('office.deliver.tell', { count: one.asked })}
                  </OneButton>
                )
              )}
              {!one.isTold && one.beyond > 0 && (
                <p className="small">{t('office.deliver.beyond', { count: one.beyond })}</p>
              )}
            </>
          ) : (
            head.rights.includes('publish') && (
              <details open={form.values.id === one.id}>
                <summary>{t('office.deliver.addAnswer')}</summary>
                <Form encType="multipart/form-data">
                  <input type="hidden" name="intent" value="answer" />
                  <input type="hidden" name="id" value={one.id} />
                  <div className="pair">
                    {languages.map((language) => (
                      <TextArea
                        key={language}
                        t={t}
                        form={form.values.id === one.id ? form : emptyForm}
                        name={`answer_${language}`}
                        id={`${one.id}-${language}`}
                        label={languageNames[language]}
                        hint={t('office.deliver.answerHint')}
                        maxLength={5000}
                        isOptional
                      />
                    ))}
                  </div>
                  <button>{t('office.deliver.publishAnswer')}</button>
                </Form>
              </details>
            )
          )}
          {head.rights.includes('publish') && <ChangeDelivery t={t} form={form} one={one} />}
        </section>
      ))}
    </>
  )
}

/** Changes a delivery, or removes it. */
function ChangeDelivery({ t, form, one }: Pick<DeliveriesProps, 't' | 'form'> & { one: OfficeDelivery }) {
  const isRefused = form.values.intent === 'change' && form.values.id === one.id
  return (
    <>
      <details open={isRefused}>
        <summary>{t('office.deliver.change')}</summary>
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="change" />
          <input type="hidden" name="id" value={one.id} />
          <HeldPhoto t={t} form={isRefused ? form : emptyForm} />
          <DeliveryFields
            t={t}
            form={isRefused ? form : { values: deliveryValues(one), errors: [] }}
            // The summary of errors leads to the fields of the form that was refused.
            suffix={isRefused ? '' : `-${one.id}`}
            picture={one.picture}
          />
          <button>{t('office.save')}</button>
          <ReadingNote t={t} kind="picture" />
        </Form>
      </details>
      {one.isTold ? (
        <p className="small">{t('office.deliver.stays')}</p>
      ) : (
        <Form encType="multipart/form-data">
          <input type="hidden" name="intent" value="remove" />
          <input type="hidden" name="id" value={one.id} />
          <button aria-label={`${t('office.deliver.remove')}: ${one.recipient}`}>{t('office.deliver.remove')}</button>
        </Form>
      )}
    </>
  )
}
