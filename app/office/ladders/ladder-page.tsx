import type { Language } from '~/i18n/language'
import { languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { DrawnLadder } from '~/messages/ladders/draw-ladder'
import type { LadderCounts } from '~/messages/ladders/ladder-counts.server'
import { WritingTabs, type WrittenHead } from '~/office/editor/writing-tabs'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { zoneName, zoneNames } from '~/ui/page/zones'
import { LadderDrawing } from './ladder-drawing'
import type { LadderTask } from './ladders.server'

/** A day of the rehearsal, in both languages. */
export interface SaidDay {
  at: string
  by: 'mail' | 'sms' | null
  says: Record<Language, string>
  words: Record<Language, string>
}

/** What was asked of the rehearsal. */
export interface Rehearsing {
  rung: string
  zone: string
  ways: 'both' | 'mail' | 'sms'
  answer: 'no' | 'yes'
  lot: 'next' | 'other'
}

interface LadderPageProps {
  t: Translate
  lang: Language
  head: WrittenHead
  id: string
  isPaused: boolean
  /** Whether what is shown is the draft and not what people walk through. */
  isDraft: boolean
  /** Whether it was published just now. */
  isJustPublished: boolean
  drawing: DrawnLadder
  /** A sentence for each step, by its key. */
  says: Record<string, string>
  steps: { key: string; kind: string }[]
  rungs: { key: string; name: string }[]
  counts: LadderCounts
  tasks: LadderTask[]
  /** A task that was just done, or null. */
  done: string | null
  rehearsing: Rehearsing
  days: SaidDay[]
  isEndless: boolean
}

/** A ladder as people walk through it: drawn, with how many are where; what somebody would get, and when. */
export function LadderPage(props: LadderPageProps) {
  const { t, lang, head, id, isPaused, isDraft, counts } = props
  const mayPublish = head.rights.includes('publish')
  const number = (count: number) => wholeNumber(lang, count)
  const here = `${paths.office.ladder(id)}?index`
  return (
    <>
      <WritingTabs t={t} lang={lang} head={head} current="path" />
      {props.isJustPublished && head.state === 'open' && (
        <p className="done" role="status">
          {t('ladders.published')}
        </p>
      )}
      {isDraft && head.state !== 'draft' && (
        <p className="done" role="status">
          {t('ladders.ofDraft')} <a href={paths.office.ladder(id)}>{t('ladders.asPublished')}</a>
        </p>
      )}
      {head.state === 'open' && mayPublish && (
        <div className="acts">
          <OneButton action={here} isMain={isPaused} fields={{ intent: isPaused ? 'resume' : 'pause' }}>
            {t(isPaused ? 'ladders.resume' : 'ladders.pause')}
          </OneButton>
          {isPaused && counts.due > 0 && <p>{t('ladders.dueNow', { count: counts.due })}</p>}
        </div>
      )}
      <p className="lead">{t('ladders.counts', { inside: counts.inside, ever: counts.ever })}</p>
      {counts.left.length > 0 && (
        <ul className="small">
          {counts.left.map(({ why, count }) => (
            <li key={why}>{t(`ladders.left.${why}`, { count })}</li>
          ))}
        </ul>
      )}
      <section className="panel" aria-labelledby="path">
        <h2 id="path">{t('ladders.path')}</h2>
        <LadderDrawing t={t} drawing={props.drawing} says={props.says} counts={counts} />
        <details>
          <summary>{t('ladders.asList')}</summary>
          <ol>
            {props.steps.map(({ key, kind }) => (
              <li key={key} className={kind === 'rung' ? 'rung' : undefined}>
                {kind === 'rung' ? <strong>{props.says[key]}</strong> : props.says[key]}{' '}
                {counts.steps[key] && (
                  <span className="small">
                    {t('ladders.here', { here: number(counts.steps[key].here), done: number(counts.steps[key].done) })}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </details>
      </section>
      {props.done && (
        <div className="done" role="status">
          <p>{t('ladders.taskIsDone')}</p>
          <OneButton action={here} fields={{ intent: 'reopen', task: props.done }}>
            {t('office.undo')}
          </OneButton>
        </div>
      )}
      {props.tasks.length > 0 && <Tasks t={t} lang={lang} tasks={props.tasks} here={here} />}
      <Rehearsal {...props} />
      {mayPublish && head.state !== 'draft' && <States t={t} here={here} state={head.state} inside={counts.inside} />}
      {mayPublish && head.state === 'draft' && (
        <section className="panel">
          <h2>{t('undo.removeDraft')}</h2>
          <p>{t('undo.removeDraftText')}</p>
          <OneButton action={here} fields={{ intent: 'state', state: 'removed' }}>
            {t('undo.removeDraftButton')}
          </OneButton>
        </section>
      )}
    </>
  )
}

function Tasks({ t, lang, tasks, here }: Pick<LadderPageProps, 't' | 'lang' | 'tasks'> & { here: string }) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="tasks">
      <h2 id="tasks">{t('ladders.tasks')}</h2>
      <ul>
        {tasks.map(({ id, personId, words, madeAt }) => (
          <li key={id}>
            <a href={paths.office.person(personId)}>{words[lang]}</a>{' '}
            <span className="small">{momentOf(lang, new Date(madeAt))}</span>
            <OneButton
              action={here}
              fields={{ intent: 'done', task: id }}
              label={`${t('ladders.taskDone')}: ${words[lang]}`}
            >
              {t('ladders.taskDone')}
            </OneButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What somebody like this would receive, and when, in both languages side by side. */
function Rehearsal({ t, lang, rungs, rehearsing, days, isEndless, isDraft, head }: LadderPageProps) {
  const momentOf = useMoments()
  const choice = (name: keyof Rehearsing, options: readonly [string, string][]) => (
    <div className="field">
      <label htmlFor={name}>{t(`ladders.rehearsal.${name}`)}</label>
      <select id={name} name={name} defaultValue={rehearsing[name]}>
        {options.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
  return (
    <section className="panel" id="rehearsal" aria-labelledby="rehearsal-title">
      <h2 id="rehearsal-title">{t('ladders.rehearsal.title')}</h2>
      <p>{t('ladders.rehearsal.lead')}</p>
      <form method="get" action="#rehearsal">
        {isDraft && head.state !== 'draft' && <input type="hidden" name="draft" value="" />}
        {choice(
          'rung',
          rungs.map(({ key, name }) => [key, name]),
        )}
        {choice(
          'zone',
          zoneNames.map((zone) => [zone, zoneName(lang, zone)]),
        )}
        {choice('ways', [
          ['both', t('ladders.rehearsal.both')],
          ['mail', t('ladders.rehearsal.mail')],
          ['sms', t('ladders.rehearsal.sms')],
        ])}
        {choice('answer', [
          ['no', t('ladders.rehearsal.no')],
          ['yes', t('ladders.rehearsal.yes')],
        ])}
        {choice('lot', [
          ['next', t('ladders.rehearsal.next')],
          ['other', t('ladders.rehearsal.other')],
        ])}
        <button>{t('ladders.rehearsal.button')}</button>
      </form>
      {days.length === 0 ? (
        <p>{t('ladders.rehearsal.nothing')}</p>
      ) : (
        <ol className="calendar">
          {days.map(({ at, by, says, words }) => (
            <li key={at + says.en}>
              <strong>
                <time dateTime={at}>{momentOf(lang, new Date(at))}</time>
              </strong>{' '}
              <span className="small">{by && t(`ladders.rehearsal.by.${by}`)}</span>
              <div className="pair">
                {languages.map((language) => (
                  <div key={language} lang={language}>
                    <span className="small">{languageNames[language]}</span>
                    <p>{says[language]}</p>
                    {words[language] && <pre>{words[language]}</pre>}
                  </div>
                ))}
              </div>
            </li>
          ))}
        </ol>
      )}
      {isEndless && <p className="errors">{t('ladders.rehearsal.endless')}</p>}
    </section>
  )
}

function States({ t, here, state, inside }: { t: Translate; here: string; state: string; inside: number }) {
  return (
    <section className="panel">
      <h2>{t('office.edit.state')}</h2>
      {(['open', 'closed', 'archived'] as const)
        .filter((one) => one !== state)
        .map((one) => (
          <details key={one}>
            <summary>{t(`ladders.turn.${one}`)}</summary>
            <p>{t(`ladders.before.${one}`, { count: inside })}</p>
            <OneButton action={here} fields={{ intent: 'state', state: one }}>
              {t(`ladders.turn.${one}`)}
            </OneButton>
          </details>
        ))}
    </section>
  )
}
