import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Reach, SegmentCount } from '~/messages/segments/count-segment.server'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { RuleBuilder } from './rule-builder'
import type { DraftGroup } from './rule-draft'
import type { Options, RuleOptions } from './rule-options.server'
import { SegmentNumbers } from './segment-numbers'
import type { SamplePerson } from './segments-office.server'

interface SegmentProps {
  t: Translate
  lang: Language
  /** Null: a new one. */
  saved: { id: string; name: string; group: string; frozenAt: string | null } | null
  form: FormState
  draft: DraftGroup
  options: RuleOptions
  /** To choose from for a new one; one: nothing to choose. */
  groups: Options
  /** Null: the rule is not complete. */
  count: SegmentCount | null
  /** Null: not asked yet. */
  reach: Reach | null
  /** Price of a segment of a text, in millionths of a dollar. */
  price: number
  /** Null: not opened. */
  sample: SamplePerson[] | null
  isSaved: boolean
  changed?: string | null
}

/** A segment while it is built: its rule in words, and how many people it finds. */
export function SegmentPage(props: SegmentProps) {
  const { t, lang, saved, form, draft, options, groups, isSaved } = props
  const momentOf = useMoments()
  const errors = new Map(form.errors.map(({ field, said }) => [field, said ?? '']))
  return (
    <>
      <h1>{saved ? saved.name : t('segments.new')}</h1>
      <p className="lead">{t('segments.buildLead')}</p>
      {isSaved && (
        <p className="done" role="status">
          {t('segments.saved')}
        </p>
      )}
      {saved?.frozenAt && (
        <p className="note">{t('segments.frozenSince', { when: momentOf(lang, new Date(saved.frozenAt)) })}</p>
      )}
      <ErrorSummary t={t} form={form} />
      <Form {...typed(form)} enter={{ name: 'intent', value: 'count' }} data-counts-people autoComplete="off">
        <input type="hidden" name="revision" value={form.values.revision ?? '0'} />
        <div className="panel inline">
          <TextField t={t} form={form} name="name" label={t('segments.name')} maxLength={80} />
          {!saved && groups.length > 1 && (
            <Choice
              name="group"
              label={t('segments.ofGroup')}
              options={groups.map(([value, words]) => [value, words])}
              chosen={form.values.group}
            />
          )}
          <Choice
            name="campaign"
            label={t('segments.campaign')}
            options={[['', t('segments.anyCampaign')], ...options.campaign]}
            chosen={form.values.campaign}
          />
        </div>
        <RuleBuilder t={t} draft={draft} options={options} errors={errors} changed={props.changed ?? null} />
        <SegmentNumbers {...props} />
        <div className="acts">
          <button className="main" name="intent" value="save">
            {t('segments.save')}
          </button>
          <button name="intent" value="count">
            {t('segments.count')}
          </button>
          <button name="intent" value="reach">
            {t('segments.countReach')}
          </button>
        </div>
      </Form>
      {saved && <Sample {...props} saved={saved} />}
      {saved && (
        <section className="panel">
          <h2>{t('segments.frozen')}</h2>
          <p>{t(saved.frozenAt ? 'segments.unfreezeText' : 'segments.freezeText')}</p>
          <OneButton fields={{ intent: saved.frozenAt ? 'unfreeze' : 'freeze' }}>
            {t(saved.frozenAt ? 'segments.unfreeze' : 'segments.freeze')}
          </OneButton>
          <OneButton fields={{ intent: 'drop' }}>{t('segments.drop')}</OneButton>
        </section>
      )}
    </>
  )
}

function Sample({ t, sample, count }: SegmentProps & { saved: NonNullable<SegmentProps['saved']> }) {
  return (
    <section className="panel" aria-labelledby="sample">
      <h2 id="sample">{t('segments.sample')}</h2>
      {sample === null ? (
        <>
          <p>{t('segments.sampleText')}</p>
          {count?.people !== 0 && <OneButton fields={{ intent: 'open' }}>{t('segments.openSample')}</OneButton>}
        </>
      ) : sample.length === 0 ? (
        <p>{t('segments.nobody')}</p>
      ) : (
        <>
          <ul role="status">
            {sample.map(({ id, name, contact, place, language, hasPage }) => {
              const called = name || t('office.people.nameless')
              return (
                <li key={id}>
                  {hasPage ? <a href={paths.office.person(id)}>{called}</a> : called}
                  {` · ${[contact, place, t(`segments.languages.${language}`)].filter(Boolean).join(' · ')}`}
                </li>
              )
            })}
          </ul>
          <OneButton fields={{ intent: 'open' }}>{t('segments.openOthers')}</OneButton>
        </>
      )}
    </section>
  )
}

interface SegmentsProps {
  t: Translate
  lang: Language
  segments: {
    id: string
    name: string
    campaign: string | null
    group: string
    words: string
    isFrozen: boolean
    changedAt: string
  }[]
  hasGroups: boolean
}

/** Every saved segment, with what it asks in words. */
export function SegmentsPage({ t, lang, segments, hasGroups }: SegmentsProps) {
  const momentOf = useMoments()
  return (
    <>
      <h1>{t('segments.title')}</h1>
      <p className="lead">{t('segments.lead')}</p>
      <p>
        <a className="button main" href={paths.office.segment('new')} data-new>
          {t('segments.make')}
        </a>
      </p>
      {segments.length === 0 ? (
        <p className="panel">{t('segments.none')}</p>
      ) : (
        <ul className="plain">
          {segments.map(({ id, name, campaign, group, words, isFrozen, changedAt }) => (
            <li key={id} className="panel">
              <h2>
                <a href={paths.office.segment(id)}>{name}</a>{' '}
                {isFrozen && <span className="state closed">{t('segments.isFrozen')}</span>}
              </h2>
              <p>{words}</p>
              <p className="small">
                {[
                  campaign ?? t('segments.anyCampaign'),
                  hasGroups ? group : '',
                  t('segments.changed', { when: momentOf(lang, new Date(changedAt)) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </li>
          ))}
        </ul>
      )}
      {segments.length > 0 && (
        <p className="small">{t('segments.inAll', { count: wholeNumber(lang, segments.length) })}</p>
      )}
    </>
  )
}
