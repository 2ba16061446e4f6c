import { paths } from '~/paths'
import type { SignerPart } from './signer'

/** What cannot be undone, last; folded where there is little room. */
export function DangerZone({ t, person }: SignerPart) {
  return (
    <details className="danger">
      <summary>{t('office.people.danger')}</summary>
      <div className="columns">
        <section className="panel" aria-labelledby="merge">
          <h2 id="merge">{t('office.merge.title')}</h2>
          <p>{t('office.merge.text')}</p>
          <a className="button" href={paths.office.personMerge(person.id)}>
            {t('office.merge.find')}
          </a>
        </section>
        <section className="panel" aria-labelledby="erase">
          <h2 id="erase">{t('office.people.erase')}</h2>
          <p>{t(person.mayErase ? 'office.erase.link' : 'office.erase.ownersOnly')}</p>
          {person.mayErase && (
            <a className="button" href={paths.office.personErase(person.id)}>
              {t('office.erase.look')}
            </a>
          )}
          <p className="small">
            {t('office.erase.themselves')} <a href={person.ownPageUrl}>{person.ownPageUrl}</a>
          </p>
        </section>
      </div>
    </details>
  )
}
