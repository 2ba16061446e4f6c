import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { CommentLine } from '~/office/people/moderation/comments.server'
import { sayReason } from '~/office/texts/message-words'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { type Days, type Moments, useDays, useMoments } from '~/ui/page/readers-zone'
import type { Needs } from './needs.server'
import type { Few } from './today.server'
import type { Waiting } from './waiting.server'

interface NeedsListProps {
  t: Translate
  lang: Language
  needs: Needs
  waiting: Waiting
  /** The oldest comments to review, to act on right here. */
  comments: CommentLine[]
  hasOwnPasskeyAdvice: boolean
}

/** Something that needs somebody: what it is, and where it is dealt with. */
interface Need {
  words: string
  /** Absent: nothing can be done about it in the office. */
  act?: { href: string; words: string }
}

/** What needs this organizer, each with its act. */
export function NeedsList({ t, lang, needs, waiting, comments, hasOwnPasskeyAdvice }: NeedsListProps) {
  const all = needsInWords({ t, lang, momentOf: useMoments(), dateOf: useDays(), needs, waiting, hasOwnPasskeyAdvice })
  if (all.length === 0)
    return (
      <ul className="need calm">
        <li>{t('office.home.nothing')}</li>
      </ul>
    )
  return (
    <ul className="need">
      {all.map(({ words, act }) => (
        <li key={words}>
          <span>{words}</span>
          {act && (
            <a className="button" href={act.href} aria-label={`${act.words}: ${words}`}>
              {act.words}
            </a>
          )}
          {act?.href === paths.office.comments() && comments.map((line) => <Comment key={line.id} t={t} line={line} />)}
        </li>
      ))}
    </ul>
  )
}

/** A comment that can be shown with one button; hiding it needs a reason, which is asked for on the page of comments. */
function Comment({ t, line }: { t: Translate; line: CommentLine }) {
  return (
    <Form action={paths.office.comments()} className="comment">
      <input type="hidden" name="id" value={line.id} />
      <input type="hidden" name="from" value="today" />
      <blockquote>{line.comment}</blockquote>
      <span className="small">{line.name}</span>
      <button name="verdict" value="shown" aria-label={t('office.today.showComment', { name: line.name })}>
        {t('office.comments.show')}
      </button>
    </Form>
  )
}

function needsInWords({
  t,
  lang,
  momentOf,
  dateOf,
  needs,
  waiting,
  hasOwnPasskeyAdvice,
}: Omit<NeedsListProps, 'comments'> & { momentOf: Moments; dateOf: Days }): Need[] {
  const act = (
    name: 'review' | 'answer' | 'check' | 'look' | 'decide' | 'raise' | 'add' | 'finish' | 'publish',
    href: string,
  ): Required<Pick<Need, 'act'>> => ({ act: { href, words: t(`office.today.acts.${name}`) } })
  const one = (count: number, words: () => string, more: Partial<Need> = {}): Need[] =>
    count > 0 ? [{ words: words(), ...more }] : []
  const beyond = ({ few, count }: Few<unknown>, words: (count: number) => string) =>
    one(count - few.length, () => words(count - few.length))
  const { cries } = needs
  return [
    ...(cries.first
      ? [
          {
            words: t('office.today.cries', {
              count: cries.count,
              when: momentOf(lang, new Date(cries.first.since)),
            }),
            ...act('answer', cries.count === 1 ? paths.office.thread(cries.first.thread) : paths.office.inbox()),
          },
        ]
      : []),
    ...mailWaiting(t, lang, momentOf, needs.mail),
    ...(needs.backups?.need ? [{ words: t(`office.home.backup.need.${needs.backups.need}`) }] : []),
    ...one(waiting.inbox, () => t('office.home.toRead', { count: waiting.inbox }), act('answer', paths.office.inbox())),
    ...one(waiting.held, () => t('office.home.held', { count: waiting.held }), act('review', paths.office.held())),
    ...one(
      waiting.comments,
      () => t('office.home.comments', { count: waiting.comments }),
      act('review', paths.office.comments()),
    ),
    ...one(
      waiting.requests,
      () => t('office.today.requests', { count: waiting.requests }),
      act('decide', paths.office.requests()),
    ),
    ...needs.draftCampaigns.map(({ id, name }) => ({
      words: t('office.today.draftCampaign', { name }),
      ...act('publish', paths.office.campaign(id)),
    })),
    ...one(
      needs.unaddressed,
      () => t('office.today.unaddressed', { count: needs.unaddressed }),
      act('look', paths.office.campaigns()),
    ),
    ...one(needs.tasks, () => t('ladders.tasksWait', { count: needs.tasks }), act('look', paths.office.ladders())),
    ...one(
      waiting.stale,
      () => t('officials.stale.need', { count: waiting.stale }),
      act('check', paths.office.stale()),
    ),
    ...needs.unfinished.few.map(({ path, title, lines, until }) => ({
      words: t('office.today.unfinishedList', {
        lines,
        title: title[lang] || title.en || title.es || t('office.menu.sections.imports'),
        day: dateOf(lang, new Date(until)),
      }),
      ...act('finish', path),
    })),
    ...beyond(needs.unfinished, (count) => t('office.today.moreUnfinished', { count })),
    ...needs.lists.few.map(({ name, path }) => ({
      words: t('office.today.listSetAside', { name }),
      ...act('look', path),
    })),
    ...beyond(needs.lists, (count) => t('office.today.moreSetAside', { count })),
    ...one(
      needs.deletions,
      () => t('office.home.deletions', { count: needs.deletions }),
      act('look', paths.office.switches()),
    ),
    ...one(
      needs.failing,
      () => t('office.home.failing', { count: needs.failing }),
      act('look', paths.office.messages()),
    ),
    ...one(
      needs.unknown,
      () => t('office.home.unknown', { count: needs.unknown }),
      act('look', `${paths.office.messages()}?state=unknown`),
    ),
    ...one(
      needs.moneySpent,
      () => t('money.needSpent', { count: needs.moneySpent }),
      act('raise', paths.office.spending()),
    ),
    ...one(
      needs.moneyNear,
      () => t('money.needNear', { count: needs.moneyNear }),
      act('raise', paths.office.spending()),
    ),
    ...(hasOwnPasskeyAdvice ? [{ words: t('office.home.passkey'), ...act('add', paths.office.account()) }] : []),
  ]
}

/** What holds mail up, and how much waits for it. */
function mailWaiting(
  t: Translate,
  lang: Language,
  momentOf: Moments,
  { pause, domains, deferred }: Needs['mail'],
): Need[] {
  const look = (state = '') => ({
    act: { href: `${paths.office.messages()}${state && `?state=${state}`}`, words: t('office.today.acts.look') },
  })
  const why = (reason: string, code: string | null) => `${sayReason(t, reason)}${code ? ` (${code})` : ''}`
  const named = (domain: string) => domain || t('office.home.smallDomain')
  const when = (at: string) => momentOf(lang, new Date(at))
  return [
    ...(pause
      ? [
          {
            words: t('office.home.mailPaused', {
              when: when(pause.since),
              why: why(pause.reason, pause.code),
              count: pause.waiting,
            }),
            ...look(),
          },
        ]
      : []),
    ...domains.flatMap(({ domain, code, since, waiting, givenUp }) => [
      ...(waiting > 0
        ? [
            {
              words: t('office.home.mailRefused', { domain: named(domain), code, when: when(since), count: waiting }),
              ...look(),
            },
          ]
        : []),
      ...(givenUp > 0
        ? [{ words: t('office.home.mailGivenUp', { domain: named(domain), code, count: givenUp }), ...look() }]
        : []),
    ]),
    ...(deferred > 0 ? [{ words: t('office.home.deferred', { count: deferred }), ...look('deferred') }] : []),
  ]
}
