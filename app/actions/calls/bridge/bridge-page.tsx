import { paths } from '~/paths'
import { ErrorSummary, TextField, Tick } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { Radios } from '~/ui/forms/radios'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import { OutcomeButtons } from '../outcome-buttons'
import { toldOutcomes } from '../told-outcomes'
import type { CodeWay } from './ask-bridge.server'

/** The step of the bridge page somebody is at. */
export type BridgeStep =
  /** `isDay`: it is daytime from coast to coast, so a code can be spoken to any phone now. */
  | { is: 'asking'; isDay: boolean }
  | { is: 'code'; bridgeId: string; by: CodeWay }
  /** `bridgeId`: null in a link without it; then nobody can tell how the call went. */
  | { is: 'ringing'; bridgeId: string | null }
  | { is: 'away' }
  /** Calls are not set up on this site. */
  | { is: 'never' }

interface BridgeProps extends PageProps {
  slug: string
  who: string
  /** Whether `who` is a single office. */
  isOneOffice: boolean
  step: BridgeStep
  /** Where they live, as a query string. */
  place: string
  form: FormState
}

/** We call somebody and connect them: asks for the number, then the code, then calls. Works without JavaScript. */
export function BridgePage({ lang, t, slug, who, isOneOffice, step, place, form }: BridgeProps) {
  const anew = `${paths.bridge(lang, slug)}${place ? `?${place}` : ''}`
  const back = (
    <p>
      <a href={`${paths.calls(lang, slug)}${place ? `?${place}` : ''}`}>{t('texts.voice.page.back')}</a>
    </p>
  )
  switch (step.is) {
    case 'away':
    case 'never':
      return (
        <NoticePage
          title={t(step.is === 'never' ? 'texts.voice.page.neverTitle' : 'texts.voice.page.title')}
          text={t(`texts.voice.page.${step.is}`)}
        >
          {back}
        </NoticePage>
      )
    case 'ringing':
      return (
        <NoticePage title={t('texts.voice.page.ringingTitle')} text={t('texts.voice.page.ringingText')}>
          {step.bridgeId && <HowItWent t={t} bridgeId={step.bridgeId} office={isOneOffice ? who : null} />}
          <p>
            <a href={anew}>{t('texts.voice.page.again')}</a>
          </p>
          {back}
        </NoticePage>
      )
    case 'code':
      return (
        <NoticePage
          title={t('texts.voice.page.codeTitle')}
          text={t(step.by === 'call' ? 'texts.voice.page.codeTextCall' : 'texts.voice.page.codeText')}
        >
          <Form className="sign" noValidate>
            <ErrorSummary t={t} form={form} />
            <input type="hidden" name="intent" value="code" />
            <input type="hidden" name="bridge" value={step.bridgeId} />
            <TextField
              t={t}
              form={form}
              name="code"
              label={t('texts.voice.page.code')}
              autoComplete="one-time-code"
              inputMode="numeric"
              maxLength={12}
            />
            <button className="button wide">{t('texts.voice.page.ring')}</button>
          </Form>
          {step.by === 'call' && (
            <p>
              <a href={anew}>{t('texts.voice.page.textInstead')}</a>
            </p>
          )}
          {back}
        </NoticePage>
      )
    case 'asking':
      return (
        <NoticePage title={t('texts.voice.page.title')} text={t('texts.voice.page.lead', { who })}>
          <Form className="sign" noValidate>
            <ErrorSummary t={t} form={form} />
            <TextField
              t={t}
              form={form}
              name="phone"
              label={t('texts.voice.page.phone')}
              hint={t('texts.voice.page.phoneHint')}
              type="tel"
              autoComplete="tel"
              inputMode="tel"
              maxLength={40}
            />
            <Radios
              name="by"
              legend={t('texts.voice.page.by')}
              options={(['text', 'call'] as const).map((way) => ({
                value: way,
                words: t(`texts.voice.page.byWays.${way}`),
                hint: t(`texts.voice.page.byHints.${way === 'call' && !step.isDay ? 'callAtNight' : way}`),
              }))}
              chosen={form.values.by === 'call' ? 'call' : 'text'}
            />
            <div className="field">
              <Tick form={form} name="script" label={t('texts.voice.page.script')} />
            </div>
            <button className="button wide">{t('texts.voice.page.ask')}</button>
          </Form>
          {back}
        </NoticePage>
      )
  }
}

/**
 * Asks after the call how it went, as on the page of a call that somebody makes themselves.
 *
 * @param office null where there are several: the answer is about the last one we connected them to
 */
function HowItWent({ t, bridgeId, office }: Pick<PageProps, 't'> & { bridgeId: string; office: string | null }) {
  return (
    <section className="sign" aria-labelledby="how">
      <h2 id="how">
        {office === null ? t('texts.voice.page.howLast') : t('texts.voice.page.howOne', { who: office })}
      </h2>
      <Form>
        <input type="hidden" name="bridge" value={bridgeId} />
        <OutcomeButtons t={t} outcomes={toldOutcomes} />
      </Form>
      <p className="small">{t('texts.voice.page.toldOnce')}</p>
    </section>
  )
}
