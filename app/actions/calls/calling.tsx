import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { callStateQuery } from './call-state'
import type { CallToMake } from './call-view'
import { Script } from './script-view'

interface CallingProps extends PageProps {
  slug: string
  call: CallToMake
  form: FormState
  hasTexts: boolean
}

const outcomes = ['spoke', 'voicemail', 'no-answer', 'wrong-number'] as const

/** One official to call: the number, the script, and buttons for the outcome. */
export function Calling({ lang, t, slug, call, form, hasTexts }: CallingProps) {
  const isReminding = form.values.intent === 'remind'
  return (
    <div className="call">
      <section className="desk" aria-labelledby="who">
        <p className="label">
          {t('calls.page.who')}
          {call.of > 1 && ` · ${t('calls.page.position', { position: call.position, of: call.of })}`}
        </p>
        <h2 id="who">{call.name}</h2>
        <p>{[call.title, call.place].filter(Boolean).join(' · ')}</p>
        <p className="asked">
          <strong>{t('calls.page.ask')}</strong> {call.ask}
        </p>
        <Number t={t} call={call} />
      </section>
      <div className="say">
        {call.phone && (
          <>
            <Script
              lang={lang}
              t={t}
              id="script"
              title={t('calls.page.script')}
              hint={t('calls.page.scriptHint')}
              lines={call.script}
            />
            <details>
              <summary>{t('calls.page.voicemail')}</summary>
              <Script lang={lang} t={t} lines={call.voicemail} />
            </details>
          </>
        )}
        {call.notes.length > 0 && (
          <section className="block" aria-labelledby="notes">
            <h2 id="notes">{t('calls.page.notes')}</h2>
            <ul>
              {call.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          </section>
        )}
      </div>
      {call.phone && (
        <section className="sign" aria-labelledby="how">
          <h2 id="how">{t('calls.page.how')}</h2>
          <p>{t('calls.page.howText')}</p>
          <Form action={paths.calls(lang, slug)}>
            <Hidden call={call} />
            <div className="outcomes">
              {outcomes.map((outcome) => (
                <button key={outcome} className="button" name="outcome" value={outcome}>
                  {t(`calls.page.outcomes.${outcome}`)}
                </button>
              ))}
            </div>
            <button className="button plain" name="outcome" value="voicemail-full">
              {t('calls.page.outcomes.voicemail-full')}
            </button>
          </Form>
        </section>
      )}
      {(call.canRemind || isReminding) && (
        <details open={isReminding}>
          <summary>{t('calls.page.remind')}</summary>
          <Form action={paths.calls(lang, slug)} noValidate>
            <Hidden call={call} />
            <p>{t(hasTexts ? 'calls.page.remindText' : 'calls.page.remindTextMail')}</p>
            <TextField
              t={t}
              form={form}
              name="contact"
              label={t(hasTexts ? 'calls.page.remindContact' : 'site.form.email')}
              autoComplete={hasTexts ? 'tel' : 'email'}
              maxLength={254}
            />
            <button className="button plain" name="intent" value="remind">
              {t('calls.page.remindButton')}
            </button>
          </Form>
        </details>
      )}
      <p className="skip-on">
        <a href={`${paths.calls(lang, slug)}?${callStateQuery({ ...call.state, step: call.state.step + 1 })}`}>
          {t('calls.page.skip')}
        </a>
      </p>
    </div>
  )
}

function Number({ t, call }: Pick<PageProps, 't'> & { call: CallToMake }) {
  const { phone } = call
  const isWaiting = call.freeAt !== null
  return (
    <>
      {call.freeAt ? <p className="note">{t('calls.page.full', { when: call.freeAt })}</p> : null}
      {!isWaiting && call.opening.is === 'closed' && (
        <p className="note">{t('calls.page.closed', { when: call.opening.opens })}</p>
      )}
      {!isWaiting && call.opening.is === 'open' && <p className="open-now">{t('calls.page.open')}</p>}
      {phone?.isDoubtful && <p className="note">{t('calls.page.doubtful')}</p>}
      {phone && !isWaiting && (
        <p>
          <a className="button wide dial" href={phone.href}>
            {t('calls.page.dial')} <span className="unbroken">{phone.shown}</span>
          </a>
        </p>
      )}
      {phone?.extension && !isWaiting && (
        <p className="small">{t('calls.page.extension', { extension: phone.extension })}</p>
      )}
      {!phone && <p className="note">{t('calls.page.noNumber')}</p>}
      {(!phone || phone.isDoubtful) && call.otherWays.length > 0 && (
        <>
          <h3>{t('calls.page.otherWays')}</h3>
          <ul>
            {call.otherWays.map((way) => (
              <li key={way.href}>
                <a href={way.href} rel="noreferrer">
                  {t(`calls.page.ways.${way.kind}`)} {way.shown}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}

function Hidden({ call: { state, outreachId, postSlug, phone } }: { call: CallToMake }) {
  const fields = {
    outreach: outreachId,
    to: postSlug,
    contact_id: phone?.contactId ?? '',
    start: state.start,
    step: String(state.step),
    in: state.here.join(','),
    area: state.area,
    r: state.ref,
  }
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
