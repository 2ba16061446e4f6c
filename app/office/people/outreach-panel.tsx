import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { useMoments } from '~/ui/page/readers-zone'
import type { PersonOutreach } from './person-outreach.server'

/** One person's outreach to officials, and where it is now. */
export function OutreachPanel({ t, lang, outreach }: { t: Translate; lang: Language; outreach: PersonOutreach[] }) {
  const momentOf = useMoments()
  return (
    <section className="panel" aria-labelledby="reached">
      <h2 id="reached">{t('office.people.reached')}</h2>
      {outreach.length === 0 && <p>{t('office.people.reachedNobody')}</p>}
      <ul>
        {outreach.map((one) => (
          <li key={one.id}>
            {one.did[lang]}, {momentOf(lang, new Date(one.at))}: {becameOf(t, lang, one)}{' '}
            <span className="small">
              (<a href={paths.office.action(one.actionSlug)}>{one.actionTitle}</a>)
            </span>
          </li>
        ))}
      </ul>
      <p className="small">{t('office.people.reachedHint')}</p>
    </section>
  )
}

function becameOf(t: Translate, lang: Language, one: PersonOutreach): string {
  if (one.letterState) return t(`letters.own.state.${one.letterState}`)
  if (one.messageState) return t(`texts.office.states.${one.messageState}`)
  return one.outcome[lang]
}
