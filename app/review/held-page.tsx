import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { momentOf, wholeNumber } from '~/ui/dates'
import type { HeldGroup } from './held.server'

interface HeldProps {
  t: Translate
  lang: Language
  waiting: HeldGroup[]
  invalid: HeldGroup[]
  bursts: HeldGroup[]
  /** How many the last verdict was about, or null. */
  done: number | null
}

/** Signatures that came too fast: what to let count, what to take out, and the way back. */
export function HeldPage({ t, lang, waiting, invalid, bursts, done }: HeldProps) {
  return (
    <>
      <h1>{t('office.held.title')}</h1>
      <p className="lead">{t('office.held.lead')}</p>
      {done !== null && (
        <p className="done" role="status">
          {t('office.held.done', { count: done })}
        </p>
      )}
      <Groups t={t} lang={lang} title={t('office.held.waiting')} none={t('office.held.noWaiting')} groups={waiting} acts={['release', 'invalidate']} />
      <Groups t={t} lang={lang} title={t('office.held.bursts')} none={t('office.held.noBursts')} groups={bursts} acts={['invalidate']} />
      <Groups t={t} lang={lang} title={t('office.held.invalid')} none={t('office.held.noInvalid')} groups={invalid} acts={['release']} />
    </>
  )
}

interface GroupsProps {
  t: Translate
  lang: Language
  title: string
  none: string
  groups: HeldGroup[]
  acts: ('release' | 'invalidate')[]
}

function Groups({ t, lang, title, none, groups, acts }: GroupsProps) {
  return (
    <section>
      <h2>{title}</h2>
      {groups.length === 0 ? (
        <p>{none}</p>
      ) : (
        <div className="scroll" role="region" tabIndex={0} aria-label={title}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('office.petitions.petition')}</th>
                <th scope="col">{t('office.held.hour')}</th>
                <th scope="col">{t('office.numbers.source')}</th>
                <th scope="col" className="number">
                  {t('office.held.signatures')}
                </th>
                <th scope="col" className="number">
                  {t('office.numbers.confirmed')}
                </th>
                <th scope="col">{t('office.held.verdict')}</th>
              </tr>
            </thead>
            <tbody>
              {groups.map((group) => (
                <tr key={group.petition + group.reason + group.source + group.hour}>
                  <th scope="row">{group.petition}</th>
                  <td>{momentOf(lang, new Date(`${group.hour}:00:00Z`))}</td>
                  <td>{group.source}</td>
                  <td className="number">{wholeNumber(lang, group.signatures)}</td>
                  <td className="number">{wholeNumber(lang, group.confirmed)}</td>
                  <td>
                    {acts.map((act) => (
                      <form method="post" key={act}>
                        {(['petition', 'reason', 'source', 'hour'] as const).map((name) => (
                          <input key={name} type="hidden" name={name} value={group[name]} />
                        ))}
                        <button name="verdict" value={act}>
                          {act === 'release' ? t('office.held.release', { count: group.confirmed }) : t('office.held.invalidate', { count: group.signatures })}
                        </button>{' '}
                      </form>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
