import { Why } from '~/actions/kind/action-frame'
import { Quoting } from '~/actions/kind/quoting'
import { paths } from '~/paths'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import { callStateQuery } from './call-state'
import type { CallToMake, CallView } from './call-view'
import { OutcomeButtons } from './outcome-buttons'
import { Script } from './script-view'
import { toldOutcomes } from './told-outcomes'

interface CallingProps extends PageProps {
  view: Pick<CallView, 'slug' | 'summary' | 'soFar' | 'event'>
  call: CallToMake
  form: FormState
  hasTexts: boolean
}

/** A full mailbox is rarer than the others, and has a plain button. */
const outcomes = toldOutcomes.filter((one) => one !== 'voicemail-full')

/** One official to call: the number and buttons for the outcome on the first screen, then what to say. */
export function Calling({ lang, t, view, call, form, hasTexts }: CallingProps) {
  const slug = view.slug
  return (
    <div className="call">
      <section className="desk" aria-labelledby="who">
        {call.of > 1 && (
          <p className="label">
            {t('calls.page.who')} · {t('calls.page.position', { position: call.position, of: call.of })}
          </p>
        )}
        <h2 id="who">{call.name}</h2>
        <p>{[call.title, call.place].filter(Boolean).join(' · ')}</p>
        <Number t={t} call={call} />
      </section>
      {call.phone && <Outcomes lang={lang} t={t} slug={slug} call={call} />}
      <div className="say">
        {call.phone ? <WhatToSay lang={lang} t={t} call={call} /> : <Ask t={t} call={call} />}
        {call.notes.length > 0 && (
          <section className="block" aria-labelledby="notes">
            <h2 id="notes">{t('calls.page.notes')}</h2>
            <ul>
              {call.notes.map((note) => (
                <li key={note}>
                  <Quoting text={note} lang={lang} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {call.phone && call.freeAt === null && (
          <p className="at-hand">
            <a className="button" href={call.phone.href}>
              {t('calls.page.dial')} <span className="unbroken">{call.phone.shown}</span>
            </a>{' '}
            <a className="button plain" href="#how">
              {t('calls.page.how')}
            </a>
          </p>
        )}
      </div>
      <Why t={t} view={view} />
      {call.canRemind && !isReminding(form) && (
        <Reminder lang={lang} t={t} slug={slug} call={call} form={form} hasTexts={hasTexts} />
      )}
      {!call.phone && <SkipOn lang={lang} t={t} slug={slug} call={call} />}
    </div>
  )
}

/** Whether the form that was just refused is that of the reminder; the page then begins with it. */
export const isReminding = (form: FormState) => form.values.intent === 'remind'

/** Asks where to tell them that the office is open. */
export function Reminder({
  lang,
  t,
  slug,
  call,
  form,
  hasTexts,
}: PageProps & Pick<CallingProps, 'call' | 'form' | 'hasTexts'> & { slug: string }) {
  return (
    <details open={isReminding(form)}>
      <summary>{t('calls.page.remind')}</summary>
      <Form action={tellAt(lang, slug, call)} noValidate>
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
  )
}

/** How the call went, in one tap; directly below the number, where people come back to after hanging up. */
function Outcomes({ lang, t, slug, call }: PageProps & { slug: string; call: CallToMake }) {
  return (
    <section className="sign went" aria-labelledby="how">
      <h2 id="how">{t('calls.page.how')}</h2>
      <Form action={tellAt(lang, slug, call)}>
        <Hidden call={call} />
        <OutcomeButtons t={t} outcomes={outcomes} />
        <button className="button plain" name="outcome" value="voicemail-full">
          {t('calls.page.outcomes.voicemail-full')}
        </button>
      </Form>
      <SkipOn lang={lang} t={t} slug={slug} call={call} />
      <p className="small">{t('calls.page.howText')}</p>
    </section>
  )
}

/** Leads past an official whom somebody cannot call now. */
function SkipOn({ lang, t, slug, call: { of, state } }: PageProps & { slug: string; call: CallToMake }) {
  if (of <= 1) return null
  return (
    <p className="skip-on">
      <a href={`${paths.calls(lang, slug)}?${callStateQuery({ ...state, step: state.step + 1, wrong: [] })}`}>
        {t('calls.page.skip')}
      </a>
    </p>
  )
}

/** The script and the one for a voicemail; the one that is needed now is open. */
function WhatToSay({ lang, t, call }: PageProps & { call: CallToMake }) {
  const isClosed = call.opening.is === 'closed'
  return (
    <section className="block" aria-labelledby="script">
      <h2 id="script">{t('calls.page.script')}</h2>
      <Ask t={t} call={call} />
      <p className="small">{t('calls.page.scriptHint')}</p>
      <details open={!isClosed}>
        <summary>{t('calls.page.conversation')}</summary>
        <Script lang={lang} t={t} lines={call.script} />
      </details>
      <details open={isClosed}>
        <summary>{t('calls.page.voicemail')}</summary>
        <Script lang={lang} t={t} lines={call.voicemail} />
      </details>
    </section>
  )
}

function Ask({ t, call }: Pick<PageProps, 't'> & { call: CallToMake }) {
  return (
    <p className="asked">
      <strong>{t('calls.page.ask')}</strong> {call.ask}
    </p>
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
      {phone && (
        <p className="small">
          {phone.extension && !isWaiting && `${t('calls.page.extension', { extension: phone.extension })} `}
          <a href="#script">{t('calls.page.readFirst')}</a>
        </p>
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

/** Says whose turn it is: without it the page leads on to whoever is next, and the answer with its errors is lost. */
function tellAt(lang: PageProps['lang'], slug: string, { state }: CallToMake): string {
  return `${paths.tell(paths.calls(lang, slug))}&${callStateQuery(state)}`
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
    wrong: state.wrong.join(','),
  }
  return (
    <>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  )
}
