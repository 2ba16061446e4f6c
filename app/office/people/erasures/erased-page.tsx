import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { OneButton } from '~/ui/page/one-button'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { ListedErasure } from './office-erasures.server'

interface ErasedProps {
  t: Translate
  lang: Language
  /** Id of the erasure just requested, or ''. */
  done: string
  /** How many people were just restored. */
  back: number
  /** Why an undo was rejected, or null. */
  problem: keyof typeof problems | null
  erasures: ListedErasure[]
  isHeld: boolean
}

const problems = { 'too-late': 'tooLate', 'already-undone': 'alreadyUndone', 'no-key': 'noKey' } as const

/** Recent erasures, with an undo for 24 hours. No names: they are sealed. */
export function ErasedPage({ t, lang, done, back, problem, erasures, isHeld }: ErasedProps) {
  const momentOf = useMoments()
  const fresh = erasures.find((one) => one.id === done && one.state === 'held')
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
      {erasures.length === 0 && <p>{t('office.erased.none')}</p>}
      {erasures.length > 0 && (
        <WideTable
          label={t('office.erased.title')}
          head={[
            t('office.numbers.when'),
            { number: t('office.nav.people') },
            { number: t('office.held.signatures') },
            t('office.audit.who'),
            t('office.petitions.state'),
            t('office.undo'),
          ]}
        >
          {erasures.map((one) => (
            <tr key={one.id}>
              <th scope="row">{momentOf(lang, new Date(one.at))}</th>
              <td className="number">{one.people}</td>
              <td className="number">{one.petitions}</td>
              <td>{one.by}</td>
              <td>
                <span className={`state ${one.state === 'held' ? 'waiting' : ''}`}>
                  {t(`office.erased.states.${one.state}`)}
                </span>
              </td>
              <td>
                {one.isLocked ? (
                  t('office.erased.noKey')
                ) : one.state === 'held' ? (
                  <>
                    {undo(one)} <span className="small">{t('office.exports.until', { when: until(one) })}</span>
                  </>
                ) : (
                  ''
                )}
              </td>
            </tr>
          ))}
        </WideTable>
      )}
    </>
  )
}
