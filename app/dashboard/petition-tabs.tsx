import type { Bilingual, Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Right } from '~/organizers/rights'
import { paths } from '~/paths'
import type { StateName } from './standings-table'

/** A petition as every one of its office pages names it. */
export interface PetitionHead {
  slug: string
  title: Bilingual
  state: StateName
  group: string
  publicUrl: string
  /** What the reader may do with it. */
  rights: Right[]
}

export type PetitionTab = 'numbers' | 'edit' | 'news' | 'history' | 'copies' | 'deliveries' | 'imports'

const tabs: [PetitionTab, Right, (slug: string) => string][] = [
  ['numbers', 'see-numbers', paths.office.petition],
  ['edit', 'edit', paths.office.petitionEdit],
  ['news', 'publish', paths.office.petitionNews],
  ['history', 'edit', paths.office.petitionHistory],
  ['copies', 'edit', paths.office.petitionCopies],
  ['deliveries', 'see-numbers', paths.office.petitionDeliveries],
  ['imports', 'import', paths.office.petitionImport],
]

/** The head of a petition's pages, and the way between them. */
export function PetitionTabs({ t, lang, head, current }: { t: Translate; lang: Language; head: PetitionHead; current: PetitionTab }) {
  return (
    <>
      <p className="crumbs">
        <a href={paths.office.petitions()}>{t('office.nav.petitions')}</a> · {head.group}
      </p>
      <h1>{head.title[lang] || head.title.en || head.title.es || head.slug}</h1>
      <p>
        <span className={`state ${head.state}`}>{t(`office.states.${head.state}`)}</span>{' '}
        {head.state !== 'draft' && (
          <span className="small">
            <a href={`${head.publicUrl}${paths.petition('en', head.slug)}`}>English</a> · <a href={`${head.publicUrl}${paths.petition('es', head.slug)}`}>Español</a>
          </span>
        )}
      </p>
      <ul className="tabs">
        {tabs
          .filter(([, right]) => head.rights.includes(right))
          .map(([tab, , path]) => (
            <li key={tab}>
              <a href={path(head.slug)} {...(tab === current ? { 'aria-current': 'page' as const } : {})}>
                {t(`office.tabs.${tab}`)}
              </a>
            </li>
          ))}
      </ul>
    </>
  )
}
