import { hasEnded, type Policy, type PolicyKind, type Standing, standingOn } from '~/campaigns/policies/policy'
import { policyDates, policyName } from '~/campaigns/policies/policy-words'
import { placeInSentence } from '~/geography/place-name'
import { paths } from '~/paths'
import { ErrorSummary, TextArea } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import type { PageProps } from '~/ui/page/public-layout'
import { languageOfSource } from '~/ui/page/source-language'

/** What a place has decided, and what its state has. */
export interface PlaceStand {
  kinds: PolicyKind[]
  policies: Policy[]
  /** YYYY-MM-DD. */
  today: string
  /** YYYY-MM-DD; what was checked before that is marked. */
  oldest: string
}

interface PlacePoliciesProps extends PageProps {
  place: { name: string; kind: string }
  /** Two letters. */
  state: string | null
  stand: PlaceStand
  /** The form "this is wrong"; it also has what was typed for another form of the page. */
  form: FormState
}

/** What a place has decided and when, what its state has, and a form for saying that it is wrong. */
export function PlacePolicies({ lang, t, place, state, stand, form }: PlacePoliciesProps) {
  const { kinds, policies, today, oldest } = stand
  const past = policies.filter((policy) => hasEnded(policy, today))
  const now = policies.filter((one) => !past.includes(one))
  const isOfForm = form.values.what === 'wrong-policy'
  return (
    <section className="block" aria-labelledby="stand">
      <h2 id="stand">{t('localities.place.title')}</h2>
      {now.length === 0 ? (
        <p>{t('localities.place.nothing', { place: placeInSentence(lang, place) })}</p>
      ) : (
        <ul className="rows stand">
          {now.map((policy) => (
            <Line
              key={policy.id}
              lang={lang}
              t={t}
              policy={policy}
              standing={standingOn(policy, today)}
              kinds={kinds}
              oldest={oldest}
            />
          ))}
        </ul>
      )}
      {past.length > 0 && (
        <details>
          <summary>{t('localities.place.past', { count: past.length })}</summary>
          <ul className="rows stand">
            {past.map((policy) => (
              <Line key={policy.id} lang={lang} t={t} policy={policy} standing="ended" kinds={kinds} oldest="" />
            ))}
          </ul>
        </details>
      )}
      <p>
        <a href={paths.localities(lang, state)}>{t('localities.place.others')}</a>
      </p>
      <details id="wrong" open={isOfForm && (form.errors.length > 0 || form.problem !== undefined)}>
        <summary>{t('localities.place.wrong')}</summary>
        <Form className="sign" noValidate>
          {isOfForm && <ErrorSummary t={t} form={form} />}
          <input type="hidden" name="what" value="wrong-policy" />
          <TextArea
            t={t}
            form={isOfForm ? form : { values: {}, errors: [] }}
            name="policy_note"
            label={t('localities.place.note')}
            hint={t('localities.place.noteHint')}
            maxLength={500}
          />
          <button className="button wide">{t('places.report.send')}</button>
        </Form>
      </details>
    </section>
  )
}

/** What a place does today, in a line under its name. Several models of one agreement are one. */
export function StandLine({ lang, t, stand }: PageProps & { stand: PlaceStand }) {
  const own = stand.policies.filter((one) => one.place.kind !== 'state' && standingOn(one, stand.today) === 'yes')
  if (own.length === 0) return null
  const names = new Set(own.map((one) => policyName(lang, t, { ...one, model: '' }, stand.kinds)))
  return (
    <p className="lead to">
      {[...names].join(' · ')}.{' '}
      <a className="nowrap" href="#stand">
        {t('localities.place.more')}
      </a>
    </p>
  )
}

interface LineProps extends PageProps {
  policy: Policy
  /** `no` for what is not in force yet. */
  standing: Standing | 'ended'
  kinds: readonly PolicyKind[]
  oldest: string
}

function Line({ lang, t, policy, standing, kinds, oldest }: LineProps) {
  const isState = policy.place.kind === 'state'
  return (
    <li>
      <h3>
        {policyName(lang, t, policy, kinds)}
        {isState && <span className="small"> · {t('localities.place.byState')}</span>}
      </h3>
      <p>
        {standing === 'maybe' && <strong>{t('localities.dates.maybe')} </strong>}
        {standing === 'no' && <strong>{t('localities.dates.notYet')} </strong>}
        {policy.note[lang] || kinds.find(({ key }) => key === policy.kind)?.meaning[lang]}
      </p>
      <p className="small">
        {policyDates(lang, t, policy)}
        {policy.agency && (
          <>
            {' · '}
            <span lang="en">{policy.agency}</span>
          </>
        )}
        {' · '}
        <a
          href={policy.sourceUrl}
          rel="noreferrer"
          lang={policy.sourceTitle ? languageOfSource(policy.sourceTitle) : undefined}
        >
          {policy.sourceTitle || t('localities.source')}
        </a>
        , {t('localities.checkedOn', { date: longDate(lang, policy.checkedOn) })}
        {policy.endedOn === null && policy.checkedOn < oldest && <strong> {t('localities.old')}</strong>}
      </p>
    </li>
  )
}
