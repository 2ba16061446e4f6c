import { Fragment } from 'react'
import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Missing } from '~/messages/broadcasts/broadcast-content'
import type { Warning } from '~/messages/broadcasts/lint-content'
import type { Reach } from '~/messages/broadcasts/reach.server'
import { sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { Broadcast } from './broadcasts.server'
import type { Choices } from './choices.server'
import type { Obstacle } from './readiness.server'
import { ResultsPanel, type ResultsProps } from './results-panel'
import type { AsRecipient } from './whom-of-broadcast.server'

export interface SendProps {
  t: Translate
  lang: Language
  broadcast: Pick<
    Broadcast,
    'id' | 'channel' | 'state' | 'campaign' | 'revision' | 'isTested' | 'isRead' | 'winner' | 'stuckWhy'
  > & {
    title: string
    startedAt: string | null
    endedAt: string | null
    hasB: boolean
    /** Whom it was approved for; null while it is written. */
    segmentName: string | null
  }
  form: FormState
  /** Key of a line that says what was just done, or null. */
  did:
    | 'tested'
    | 'read'
    | 'planned'
    | 'approved'
    | 'agreed'
    | 'started'
    | 'paused'
    | 'resumed'
    | 'stopped'
    | 'rest'
    | 'pace'
    | null
  missing: Missing[]
  warnings: Warning[]
  obstacles: Obstacle[]
  reach: Reach
  /** A text in both languages; null for a mail, which is shown in frames. */
  texts: Record<Language, string> | null
  /** Its second version; null: there is none, or it is a mail. */
  textsB: Record<Language, string> | null
  /** What inboxes show of a mail, in both languages: its subject or two, and the preview text; null for a text. */
  heads: Record<Language, { subjects: string[]; preview: string }> | null
  /** Real recipients, once somebody asked for them. */
  recipients: AsRecipient[] | null
  maySeePeople: boolean
  mayApprove: boolean
  /** Whether they may enter the group's postal address. */
  maySetAddress: boolean
  segments: Choices
  /** In which times of the plan are read. */
  zoneName: string
  /** Dollars for a text to everybody who gets it now; null for a mail. */
  dollars: number | null
  results: ResultsProps['results'] | null
  /** When more of it leaves; null: now, or none is left. */
  nextAt: string | null
}

/** Everything between writing a message to many and what became of it. */
export function SendPage(props: SendProps) {
  const { t, lang, broadcast, form, did } = props
  const isWritten = broadcast.state === 'draft' || broadcast.state === 'approved'
  return (
    <>
      <h1>{t(`broadcasts.send.${isWritten ? 'title' : 'progress'}`)}</h1>
      <p>
        <span className="state draft">{t(`broadcasts.states.${broadcast.state}`)}</span> {broadcast.title}{' '}
        <span className="small">{broadcast.campaign.name[lang]}</span>
      </p>
      {did && (
        <p className="done" role="status">
          {t(`broadcasts.did.${did}`)}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      {isWritten && (
        <p>
          <a href={paths.office.broadcast(broadcast.id)}>{t('broadcasts.send.edit')}</a>
        </p>
      )}
      {!isWritten && <Progress {...props} />}
      <ReachPanel {...props} />
      {isWritten && <PlanForm {...props} />}
      <LookPanel {...props} />
      {isWritten && <ApprovePanel {...props} />}
    </>
  )
}

function ReachPanel({ t, lang, reach, dollars, broadcast }: SendProps) {
  const number = (count: number) => wholeNumber(lang, count)
  return (
    <section className="panel" aria-labelledby="reach">
      <h2 id="reach">{t('broadcasts.reach.title')}</h2>
      <dl className="said">
        {broadcast.segmentName !== null && (
          <>
            <dt>{t('broadcasts.plan.segment')}</dt>
            <dd>{broadcast.segmentName}</dd>
          </>
        )}
        <dt>{t('broadcasts.reach.inSegment')}</dt>
        <dd>{number(reach.inSegment)}</dd>
        <dt>{t('broadcasts.reach.willReceive')}</dt>
        <dd>
          {number(reach.willReceive)} ({languageNames.en}: {number(reach.byLanguage.en)}, {languageNames.es}:{' '}
          {number(reach.byLanguage.es)})
        </dd>
        {Object.entries(reach.whyNot).map(([why, count]) => (
          <Fragment key={why}>
            <dt>{t(`broadcasts.reach.whyNot.${why as keyof Reach['whyNot']}`)}</dt>
            <dd>{number(count)}</dd>
          </Fragment>
        ))}
        {dollars !== null && (
          <>
            <dt>{t('broadcasts.reach.cost')}</dt>
            <dd>{t('broadcasts.reach.dollars', { dollars })}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

function PlanForm({ t, form, segments, zoneName, broadcast }: SendProps) {
  const value = (name: string) => form.values[name]
  return (
    <Form className="panel" aria-labelledby="plan">
      <h2 id="plan">{t('broadcasts.plan.title')}</h2>
      <input type="hidden" name="revision" value={broadcast.revision} autoComplete="off" />
      <Choice
        name="segment"
        label={t('broadcasts.plan.segment')}
        options={[['', t('broadcasts.plan.everybody')], ...segments]}
        chosen={value('segment')}
      />
      <Choice
        name="when"
        label={t('broadcasts.plan.when')}
        options={[
          ['now', t('broadcasts.plan.now')],
          ['moment', t('broadcasts.plan.moment', { zone: zoneName })],
          ['local', t('broadcasts.plan.local')],
        ]}
        chosen={value('when')}
      />
      <TextField t={t} form={form} name="at" type="datetime-local" label={t('broadcasts.plan.at')} isOptional />
      <TextField
        t={t}
        form={form}
        name="no_later_than"
        type="datetime-local"
        label={t('broadcasts.plan.noLaterThan')}
        hint={t('broadcasts.plan.noLaterHint')}
        isOptional
      />
      <TextField
        t={t}
        form={form}
        name="per_hour"
        inputMode="numeric"
        label={t('broadcasts.plan.perHour')}
        hint={t('broadcasts.plan.perHourHint')}
        maxLength={9}
        isOptional
      />
      {broadcast.hasB && (
        <div className="pair">
          <TextField t={t} form={form} name="test_share" type="number" label={t('broadcasts.plan.testShare')} />
          <TextField t={t} form={form} name="test_hours" type="number" label={t('broadcasts.plan.testHours')} />
        </div>
      )}
      <button name="intent" value="plan">
        {t('broadcasts.plan.save')}
      </button>
    </Form>
  )
}

function LookPanel({ t, broadcast, texts, textsB, heads, recipients, maySeePeople }: SendProps) {
  const isWritten = broadcast.state === 'draft' || broadcast.state === 'approved'
  return (
    <section className="panel" aria-labelledby="look">
      <h2 id="look">{t('broadcasts.look.title')}</h2>
      <div className="pair">
        {languages.map((language) => (
          <div key={language}>
            <h3>{languageNames[language]}</h3>
            {heads?.[language].subjects.map((subject, at) => (
              <p key={at === 0 ? 'a' : 'b'}>
                {t(at === 0 ? 'broadcasts.subject' : 'broadcasts.compare.subject')}: <b lang={language}>{subject}</b>
              </p>
            ))}
            {heads?.[language].preview && (
              <p className="small" lang={language}>
                {heads[language].preview}
              </p>
            )}
            {(broadcast.hasB ? (['a', 'b'] as const) : [null]).map((version) => {
              const words = version === 'b' ? textsB : texts
              const heading = version && <h4>{t(`broadcasts.compare.${version}`)}</h4>
              return words ? (
                <div key={version}>
                  {heading}
                  <pre lang={language}>{words[language]}</pre>
                </div>
              ) : (
                <div key={version}>
                  {heading}
                  <MailFrame t={t} id={broadcast.id} language={language} version={version} />
                </div>
              )
            })}
            {isWritten &&
              (broadcast.isRead[language] ? (
                <p className="small">✓ {t('broadcasts.look.isRead')}</p>
              ) : (
                <OneButton fields={{ intent: `read-${language}`, revision: String(broadcast.revision) }}>
                  {t('broadcasts.look.read', { language: languageNames[language] })}
                </OneButton>
              ))}
          </div>
        ))}
      </div>
      {maySeePeople && !recipients && (
        <div className="acts">
          <OneButton fields={{ intent: 'recipients' }}>{t('broadcasts.look.people')}</OneButton>
        </div>
      )}
      {recipients?.length === 0 && <p>{t('broadcasts.look.nobody')}</p>}
      {recipients?.map(({ name, language, version, subject, text }, at) => (
        // Recipients have no key that may be shown.
        <details key={`${at} ${language}`} open={at === 0 || undefined}>
          <summary>
            {[
              name ?? t('broadcasts.look.noName'),
              languageNames[language],
              version && t(`broadcasts.compare.${version}`),
            ]
              .filter(Boolean)
              .join(' · ')}
          </summary>
          {subject && <p lang={language}>{subject}</p>}
          <pre lang={language}>{text}</pre>
        </details>
      ))}
    </section>
  )
}

interface FrameProps {
  t: Translate
  id: string
  language: Language
  version: 'a' | 'b' | null
}

/** A mail as it goes out, by day; with links to how it looks in the dark and without formatting. */
function MailFrame({ t, id, language, version }: FrameProps) {
  const shown = (how: string) => {
    const asked = [version === 'b' ? 'b' : '', how].filter(Boolean).join('&')
    return `${paths.office.broadcastPreview(id, language)}${asked && `?${asked}`}`
  }
  const said = [
    t('broadcasts.look.frame', { language: languageNames[language] }),
    version && t(`broadcasts.compare.${version}`),
  ]
  return (
    <>
      <iframe className="mail" title={said.filter(Boolean).join(', ')} src={shown('')} />
      <p className="small">
        <a href={shown('dark')}>{t('broadcasts.look.dark')}</a>
        {' · '}
        <a href={shown('plain')}>{t('broadcasts.look.plain')}</a>
      </p>
    </>
  )
}

function ApprovePanel({ t, broadcast, missing, warnings, obstacles, maySetAddress }: SendProps) {
  const { id, isTested, state, revision } = broadcast
  // What is missing, and shortened links, are listed already.
  const others = obstacles.filter((obstacle) => obstacle !== 'incomplete')
  const looked = warnings.filter(({ is }) => is !== 'shortener')
  return (
    <section className="panel" aria-labelledby="approve">
      <h2 id="approve">{t('broadcasts.approve.title')}</h2>
      {missing.length > 0 && (
        <>
          <p>{t('broadcasts.approve.missing')}</p>
          <ul>
            {missing.map((one) => (
              <li key={`${one.field} ${one.problem}`}>
                <a href={`${paths.office.broadcast(id)}#${one.field}`}>{fieldWords(t, one)}</a>
                {`: ${t(`broadcasts.missing.${one.problem}`, { said: one.said ?? '' })}`}
              </li>
            ))}
          </ul>
        </>
      )}
      {looked.length > 0 && (
        <>
          <p>{t('broadcasts.approve.warnings')}</p>
          <ul>
            {looked.map(({ is, language }) => (
              <li key={`${is} ${language}`}>
                {languageNames[language]}: {t(`broadcasts.warnings.${is}`)}
              </li>
            ))}
          </ul>
        </>
      )}
      {state !== 'approved' && others.length > 0 && (
        <>
          <p>{t('broadcasts.approve.before')}</p>
          <ul>
            {others.map((obstacle) => (
              <li key={obstacle}>
                {t(`broadcasts.obstacles.${obstacle}`)}{' '}
                {obstacle === 'noAddress' &&
                  (maySetAddress ? (
                    <a href={paths.office.settings()}>{t('broadcasts.approve.toSettings')}</a>
                  ) : (
                    t('broadcasts.approve.askOwner')
                  ))}
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="acts">
        {state === 'approved' ? (
          <OneButton fields={{ intent: 'start' }} isMain>
            {t('broadcasts.approve.start')}
          </OneButton>
        ) : (
          obstacles.length === 0 && (
            <OneButton fields={{ intent: 'approve', revision: String(revision) }} isMain>
              {t('broadcasts.approve.approve')}
            </OneButton>
          )
        )}
        <OneButton fields={{ intent: 'test', revision: String(revision) }}>
          {t(isTested ? 'broadcasts.approve.testAgain' : 'broadcasts.approve.test')}
        </OneButton>
      </div>
    </section>
  )
}

/** Names the field as its form does. */
function fieldWords(t: Translate, { field, language }: Missing): string {
  const at = /^block_(\d+)_/.exec(field)?.[1]
  const name = at === undefined ? fieldName(t, field) : t('broadcasts.block.number', { number: Number(at) + 1 })
  return language ? `${name} (${languageNames[language]})` : name
}

function fieldName(t: Translate, field: string): string {
  if (field.startsWith('body_b')) return t('broadcasts.compare.body')
  if (field.startsWith('subject_b')) return t('broadcasts.compare.subject')
  if (field.startsWith('subject')) return t('broadcasts.subject')
  if (field.startsWith('preview')) return t('broadcasts.preview')
  if (field.startsWith('plain')) return t('broadcasts.plain.title')
  return t('broadcasts.body')
}

function Progress(props: SendProps) {
  const { t, lang, form, broadcast, results, reach, mayApprove, nextAt } = props
  const momentOf = useMoments()
  const { state, startedAt, endedAt, stuckWhy } = broadcast
  if (!results) return null
  const all = Math.max(reach.willReceive, results.planned)
  // Whoever only asked for news and says stop is deleted, with what they got.
  const forgotten = state === 'done' ? all - results.planned : 0
  const done = results.planned - results.waiting + forgotten
  return (
    <section
      className="panel"
      aria-labelledby="progress"
      {...(state === 'sending' && !nextAt ? { 'data-reload': 10_000 } : {})}
    >
      <h2 id="progress">{t('broadcasts.progress.title')}</h2>
      <p>
        <progress max={Math.max(all, 1)} value={done} aria-labelledby="progress" />{' '}
        {t('broadcasts.progress.of', { done, all })}
      </p>
      {startedAt && (
        <p className="small">
          {t('broadcasts.progress.started', { moment: momentOf(lang, new Date(startedAt)) })}{' '}
          {endedAt && t('broadcasts.progress.ended', { moment: momentOf(lang, new Date(endedAt)) })}
        </p>
      )}
      {stuckWhy && (
        <p className="errors" role="status">
          {t(`broadcasts.progress.stuck.${stuckWhy}`)}
        </p>
      )}
      {nextAt && (
        <p>
          {t(`broadcasts.progress.${results.planned === 0 ? 'starts' : results.isComparing ? 'compares' : 'next'}`, {
            moment: momentOf(lang, new Date(nextAt)),
          })}
        </p>
      )}
      {results.waitingFor.length > 0 && (
        <ul>
          {results.waitingFor.map(({ reason, count }) => (
            <li key={reason}>
              {wholeNumber(lang, count)}: {sayReason(t, reason)}
            </li>
          ))}
        </ul>
      )}
      <div className="acts">
        {(state === 'sending' || state === 'scheduled') && (
          <OneButton fields={{ intent: 'pause' }} isMain>
            {t('broadcasts.progress.pause')}
          </OneButton>
        )}
        {state === 'paused' && (
          <OneButton fields={{ intent: 'resume' }} isMain>
            {t('broadcasts.progress.resume')}
          </OneButton>
        )}
        {(state === 'sending' || state === 'scheduled' || state === 'paused') && (
          <OneButton fields={{ intent: 'stop' }}>{t('broadcasts.progress.stop')}</OneButton>
        )}
        {(state === 'done' || state === 'stopped') && mayApprove && (
          <OneButton fields={{ intent: 'rest' }}>{t('broadcasts.progress.rest')}</OneButton>
        )}
        <a href={paths.office.broadcastSend(broadcast.id)}>{t('broadcasts.progress.refresh')}</a>
      </div>
      {mayApprove && (state === 'sending' || state === 'scheduled' || state === 'paused') && (
        <Form aria-labelledby="progress">
          <TextField
            t={t}
            form={form}
            name="per_hour"
            inputMode="numeric"
            label={t('broadcasts.progress.pace')}
            hint={t('broadcasts.progress.paceHint')}
            maxLength={9}
            isOptional
          />
          <button name="intent" value="pace">
            {t('broadcasts.progress.savePace')}
          </button>
        </Form>
      )}
      <ResultsPanel
        t={t}
        lang={lang}
        results={results}
        hasB={broadcast.hasB}
        winner={broadcast.winner}
        forgotten={forgotten}
      />
    </section>
  )
}
