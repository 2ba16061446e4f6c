import { stateNames } from '~/jurisdictions/state-names'
import type { PageProps } from '~/ui/public-layout'
import type { PlaceAsked } from './place'

/** Asks where somebody lives: by ZIP, or by state and county. Posted, so that it stands in no address. */
export function PlaceForm({ t, asked }: Pick<PageProps, 't'> & { asked: PlaceAsked }) {
  if (asked.for === 'zip') return <ByZip t={t} problem={asked.problem} />
  return (
    <section className="sign" aria-labelledby="place">
      <h2 id="place">{asked.for === 'city' ? t('outreach.place.whichCity') : t('outreach.place.whichCounty')}</h2>
      <p>{asked.for === 'city' ? t('outreach.place.cityText') : asked.why === 'zip' ? t('outreach.place.countyText') : t('outreach.place.countyOfState')}</p>
      <form method="post">
        <input type="hidden" name="intent" value="place" />
        <input type="hidden" name="area" value={asked.area} />
        {asked.for === 'city' && <input type="hidden" name="county" value={asked.county} />}
        <ul className="choices">
          {asked.choices.map(({ slug, name }) => (
            <li key={slug}>
              <button className="button plain wide" name={asked.for} value={slug}>
                {name}
              </button>
            </li>
          ))}
          {asked.for === 'city' && (
            <li>
              <button className="button plain wide" name="city" value="none">
                {t('outreach.place.noCity')}
              </button>
            </li>
          )}
        </ul>
      </form>
    </section>
  )
}

function ByZip({ t, problem }: Pick<PageProps, 't'> & { problem: 'postalCodeWrong' | 'zipUnknown' | null }) {
  return (
    <section className="sign" aria-labelledby="place">
      <h2 id="place">{t('outreach.place.title')}</h2>
      <form method="post">
        <input type="hidden" name="intent" value="place" />
        <div className="field">
          <label htmlFor="zip">{t('site.form.postalCode')}</label>
          <span className="hint" id="zip-hint">
            {t('outreach.place.zipHint')}
          </span>
          <input id="zip" name="zip" type="text" inputMode="numeric" autoComplete="postal-code" maxLength={10} aria-describedby={problem ? 'zip-hint zip-error' : 'zip-hint'} {...(problem ? { 'aria-invalid': true } : {})} />
          {problem && (
            <span className="error" id="zip-error" role="alert">
              {t(`site.errors.${problem}`)}
            </span>
          )}
        </div>
        <button className="button wide">{t('outreach.place.find')}</button>
      </form>
      <details open={problem === 'zipUnknown'}>
        <summary>{t('outreach.place.noZip')}</summary>
        <form method="post">
          <input type="hidden" name="intent" value="place" />
          <div className="field">
            <label htmlFor="state">{t('outreach.place.state')}</label>
            <select id="state" name="state">
              {Object.entries(stateNames).map(([code, name]) => (
                <option key={code} value={code}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <button className="button plain">{t('outreach.place.counties')}</button>
        </form>
      </details>
    </section>
  )
}
