import { type Language, localeOf } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { zoneName } from '~/ui/page/zones'
import { type CalendarItem, dayField, type Moves, type Stays } from './calendar-item'
import type { Calendar } from './read-calendar.server'

export interface CalendarPageProps extends Calendar {
  t: Translate
  lang: Language
  /** In which its days and hours are. IANA. */
  zone: string
  /** What a text may cost today and has cost so far, in dollars; null: without a limit. */
  money: { spent: number; limit: number | null }
  /** What was just moved, and when it would have gone out. */
  moved: { id: string; day: string; time: string } | null
  form: FormState | null
}

/** Everything that is going out, by day, and what went out to many. */
export function CalendarPage(props: CalendarPageProps) {
  const { t, lang, zone, days, before, after, today, isCut, money, moved } = props
  const form = props.form ?? emptyForm
  const first = days[0]!.day
  return (
    <>
      <h1>{t('calendar.title')}</h1>
      <p className="lead">{t('calendar.lead', { zone: zoneName(lang, zone) })}</p>
      <ErrorSummary t={t} form={form} />
      {moved && (
        <div className="done" role="status">
          <p>{t('calendar.moved')}</p>
          <OneButton fields={{ intent: 'move', moves: moved.id, day: moved.day, time: moved.time }}>
            {t('office.undo')}
          </OneButton>
        </div>
      )}
      <p>
        {t(money.limit === null ? 'calendar.spent' : 'calendar.spentOf', {
          spent: dollars(lang, money.spent),
          limit: dollars(lang, money.limit ?? 0),
        })}{' '}
        <a href={paths.office.spending()}>{t('office.menu.sections.spending')}</a>
      </p>
      {isCut && <p className="small">{t('calendar.isCut')}</p>}
      <div className="heading">
        <form method="get" className="inline">
          <div className="field">
            <label htmlFor="from">{t('calendar.from')}</label>
            <input type="date" id="from" name="from" defaultValue={first} required />
          </div>
          <button>{t('calendar.show')}</button>
        </form>
        <nav className="pager" aria-label={t('calendar.pages')}>
          <a href={paths.office.calendar({ from: before })} rel="prev">
            {t('calendar.before')}
          </a>{' '}
          {first !== today && <a href={paths.office.calendar()}>{t('calendar.today')}</a>}{' '}
          <a href={paths.office.calendar({ from: after })} rel="next">
            {t('calendar.after')}
          </a>
        </nav>
      </div>
      {days.map(({ day, items }) => (
        <section key={day} className="day" aria-labelledby={`d${day}`} data-day={day}>
          <h2 id={`d${day}`}>
            {dayName(lang, day)}
            {day === today && <span className="state done">{t('calendar.today')}</span>}
          </h2>
          {items.length === 0 ? (
            <p className="small">{t('calendar.nothing')}</p>
          ) : (
            <ul>
              {items.map((item) => (
                <Item key={item.key} {...props} form={form} item={item} />
              ))}
            </ul>
          )}
        </section>
      ))}
      <p className="small">{t('calendar.hint')}</p>
    </>
  )
}

type ItemProps = Pick<CalendarPageProps, 't' | 'lang' | 'zone'> & { item: CalendarItem; form: FormState }

function Item({ t, lang, zone, item, form }: ItemProps) {
  const times = timesOf(lang, item, zone)
  switch (item.is) {
    case 'broadcast':
      return (
        <li data-moves={item.moves ? '' : undefined}>
          <time dateTime={item.at}>{times}</time>
          <div>
            <span className={`state ${marks[item.state] ?? ''}`}>{t(`broadcasts.states.${item.state}`)}</span>{' '}
            <span className="small">{t(`calendar.by.${item.channel}`)}</span>{' '}
            <a href={paths.office.broadcastSend(item.id)}>{item.title || t('calendar.untitled')}</a>{' '}
            <span className="small">
              {[
                item.campaign,
                item.people === null ? '' : t('calendar.reaches', { count: item.people }),
                item.sent === null ? '' : t('calendar.sent', { count: item.sent }),
                item.dollars === null
                  ? ''
                  : t(item.sent === null ? 'calendar.willCost' : 'calendar.hasCost', {
                      dollars: dollars(lang, item.dollars),
                    }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {item.moves && <Move t={t} title={item.title} moves={item.moves} form={form} />}
            {item.stays && <Why t={t} stays={item.stays} />}
          </div>
        </li>
      )
    case 'steps':
      return (
        <li>
          <time dateTime={item.at}>{times}</time>
          <div>
            {item.isPaused && <span className="state alert">{t('ladders.standings.paused')}</span>}{' '}
            <span className="small">{t('calendar.ladder')}</span>{' '}
            <a href={paths.office.ladder(item.ladder)}>{item.title}</a>: {item.says}{' '}
            <span className="small">
              {[
                item.campaign,
                t('calendar.people', { count: item.people }),
                item.dollars === null ? '' : t('calendar.atMost', { dollars: dollars(lang, item.dollars) }),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            <Why t={t} stays="steps" />
          </div>
        </li>
      )
    case 'begins':
      return (
        <li data-moves={item.moves ? '' : undefined}>
          <time dateTime={item.at}>{times}</time>
          <div>
            {item.isPaused && <span className="state alert">{t('ladders.standings.paused')}</span>}{' '}
            <span className="small">{t('calendar.ladder')}</span>{' '}
            <a href={paths.office.ladder(item.ladder)}>{item.title}</a>:{' '}
            {t('calendar.begins', { meeting: item.meeting })}
            {item.moves ? (
              <Move t={t} title={item.title} moves={item.moves} form={form} />
            ) : (
              <Why t={t} stays="begins-no-right" />
            )}
          </div>
        </li>
      )
    case 'queued':
      return (
        <li>
          <time dateTime={item.at}>{times}</time>
          <div>
            <span className="small">{t(`texts.office.channels.${item.channel}`)}</span> {item.name[lang]}{' '}
            <span className="small">{t('calendar.messages', { count: item.count })}</span>
            <Why t={t} stays="queued" />
          </div>
        </li>
      )
    case 'digests':
      return (
        <li>
          <time dateTime={item.at}>{times}</time>
          <div>
            <span className="small">{t('calendar.by.mail')}</span> {t('calendar.digests')}{' '}
            <span className="small">{t('calendar.organizers', { count: item.count })}</span>
            <Why t={t} stays="digests" />
          </div>
        </li>
      )
  }
}

const marks: Partial<Record<string, string>> = {
  draft: 'draft',
  approved: 'draft',
  paused: 'alert',
  sending: 'open',
  done: 'done',
  stopped: 'closed',
}

interface MoveProps {
  t: Translate
  title: string
  moves: Moves
  form: FormState
}

/** Another day and time; dragging it to another day fills in the same form. */
function Move({ t, title, moves, form }: MoveProps) {
  const { id } = moves
  const field = dayField(id)
  const isTyped = form.values.moves === id
  const { day, time } = isTyped ? { day: form.values.day ?? '', time: form.values.time ?? '' } : moves
  return (
    <details open={isTyped || undefined}>
      <summary aria-label={`${t('calendar.move')}: ${title}`}>{t('calendar.move')}</summary>
      <Form className="inline">
        <input type="hidden" name="moves" value={id} />
        <div className="field">
          <label htmlFor={field}>{t('calendar.day')}</label>
          <input
            type="date"
            id={field}
            name="day"
            defaultValue={day}
            aria-invalid={(isTyped && form.errors.length > 0) || undefined}
          />
        </div>
        <div className="field">
          <label htmlFor={`time-${field}`}>
            {moves.zone === null ? t('calendar.timeThere') : t('calendar.time', { zone: moves.zone })}
          </label>
          <input type="time" id={`time-${field}`} name="time" defaultValue={time} />
        </div>
        <button name="intent" value="move">
          {t('calendar.moveButton')}
        </button>
      </Form>
    </details>
  )
}

/** Why something cannot be moved, and what to do instead. */
function Why({ t, stays }: { t: Translate; stays: Stays }) {
  return (
    <details className="small">
      <summary>{t('calendar.why')}</summary>
      <p>{t(`calendar.stays.${stays}`)}</p>
    </details>
  )
}

/** 6:00 PM, or 4:00 – 7:00 PM where each gets it at their own hour. */
function timesOf(lang: Language, { at, until }: CalendarItem, timeZone: string): string {
  const format = new Intl.DateTimeFormat(localeOf[lang], { hour: 'numeric', minute: '2-digit', timeZone })
  return format.formatRange(new Date(at), new Date(until))
}

function dayName(lang: Language, day: string): string {
  const parts = { weekday: 'long', month: 'long', day: 'numeric', timeZone: 'UTC' } as const
  return new Intl.DateTimeFormat(localeOf[lang], parts).format(new Date(day))
}

function dollars(lang: Language, amount: number): string {
  return new Intl.NumberFormat(localeOf[lang], { style: 'currency', currency: 'USD' }).format(amount)
}
