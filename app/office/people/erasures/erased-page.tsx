import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { wholeNumber } from '~/ui/page/dates'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import type { ListedErasure } from './office-erasures.server'

interface ErasedProps extends Part<ListedErasure> {
  t: Translate
  lang: Language
  /** How many people were just restored. */
  back: number
  /** Why an undo was rejected, or null. */
  problem: keyof typeof problems | null
  /** The one just requested, while it can be undone; null for none. */
  fresh: ListedErasure | null
  isHeld: boolean
}

const problems = {
  'too-late': 'tooLate',
  'already-undone': 'alreadyUndone',
  'no-key': 'noKey',
  'list-undone': 'listUndone',
} as const

/** Recent erasures, with an undo for 24 hours. No names: they are sealed. */
export function ErasedPage({ t, lang, fresh, back, problem, lines, table, count, isHeld }: ErasedProps) {
  const momentOf = useMoments()
  const until = (one: ListedErasure) => momentOf(lang, new Date(one.until))
  const undo = (one: ListedErasure) => (
    <OneButton action={paths.office.erased()} fields={{ id: one.id }}>
      {t('office.undo')}
    </OneButton>
  )
  return (
    <>
      <h1>{t('office.erased.title')}</h1>
      {problem && (
        <p className="errors" role="alert" id="errors" tabIndex={-1}>
          {t(`office.erased.${problems[problem]}`)}
        </p>
      )}
      {back > 0 && (
        <p className="done" role="status">
          {t('office.erased.back', { count: back })}
        </p>
      )}
      {fresh && (
        <div className="done" role="status">
          <p>{t('office.erased.done', { count: fresh.people, until: until(fresh) })}</p>
          {undo(fresh)}
        </div>
      )}
      <p className="lead">{t('office.erased.lead')}</p>
      {isHeld && <p className="errors">{t('office.erased.legalHold')}</p>}
      <OfficeTable
        t={t}
        lang={lang}
        label={t('office.erased.title')}
        rows={lines}
        keyOf={({ id }) => id}
        list={{ path: paths.office.erased(), table, count }}
        empty={t('office.erased.none')}
        columns={[
          {
            name: 'when',
            head: t('office.numbers.when'),
            sorts: 'up',
            isName: true,
            cell: ({ at }) => momentOf(lang, new Date(at)),
          },
          {
            name: 'people',
            head: t('office.nav.people'),
            sorts: 'down',
            isNumber: true,
            cell: ({ people }) => wholeNumber(lang, people),
          },
          {
            name: 'signatures',
            head: t('office.held.signatures'),
            sorts: 'down',
            isNumber: true,
            cell: ({ petitions }) => wholeNumber(lang, petitions),
          },
          { name: 'who', head: t('office.audit.who'), sorts: 'up', cell: ({ by }) => by },
          {
            name: 'state',
            head: t('office.petitions.state'),
            sorts: 'up',
            cell: ({ state }) => (
              <span className={`state ${state === 'held' ? 'waiting' : ''}`}>{t(`office.erased.states.${state}`)}</span>
            ),
          },
          {
            name: 'undo',
            head: t('office.undo'),
            cell: (one) =>
              one.isLocked
                ? t('office.erased.noKey')
                : one.state === 'held' && (
                    <>
                      {undo(one)} <span className="small">{t('office.exports.until', { when: until(one) })}</span>
                    </>
                  ),
          },
        ]}
      />
    </>
  )
}
