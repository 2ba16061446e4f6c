import { placeName, stateName } from '~/geography/place-name'
import { stateNames } from '~/geography/state-names'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import type { PageProps } from '~/ui/page/public-layout'
import type { PlaceAsked, PlaceChoice } from './place'

interface PlaceFormProps extends PageProps {
  asked: PlaceAsked
  /** Why the submission failed; ZIP errors are in `asked`. */
  form?: FormState
  /** Id of the ZIP form, so that the language switch can carry the typed ZIP over. */
  formId?: string
}

/** Asks where somebody lives: by ZIP, or by state and county. Uses POST to keep it out of URLs. */
export function PlaceForm({ lang, t, asked, form = emptyForm, formId }: PlaceFormProps) {
  if (asked.for === 'zip') return <ByZip lang={lang} t={t} asked={asked} form={form} formId={formId} />
  return (
    <section className="sign" aria-labelledby="place">
      <ErrorSummary t={t} form={form} />
      <h2 id="place">{asked.for === 'city' ? t('outreach.place.whichCity') : t('outreach.place.whichCounty')}</h2>
      <p>
        {asked.for === 'city'
          ? t('outreach.place.cityText')
          : asked.why === 'zip'
            ? t('outreach.place.countyText')
            : t('outreach.place.countyOfState')}
      </p>
      <Form>
        <input type="hidden" name="intent" value="place" />
        <input type="hidden" name="area" value={asked.area} />
        {asked.for === 'city' && <input type="hidden" name="county" value={asked.county} />}
        <Choices
          lang={lang}
          what={asked.for}
          choices={asked.choices}
          last={asked.for === 'city' ? t('outreach.place.noCity') : null}
        />
      </Form>
    </section>
  )
}

/** A button for each place. @param last label for people who live in none of them, or null */
function Choices({
  lang,
  what,
  choices,
  last,
}: Pick<PageProps, 'lang'> & { what: 'county' | 'city'; choices: PlaceChoice[]; last: string | null }) {
  return (
    <ul className="choices">
      {choices.map(({ slug, name }) => (
        <li key={slug}>
          <button className="button plain wide" name={what} value={slug}>
            {placeName(lang, { name, kind: what === 'city' ? 'place' : 'county' })}
          </button>
        </li>
      ))}
      {last && (
        <li>
          <button className="button plain wide" name={what} value="none">
            {last}
          </button>
        </li>
      )}
    </ul>
  )
}

function ByZip({
  lang,
  t,
  asked,
  form,
  formId,
}: PlaceFormProps & { asked: Extract<PlaceAsked, { for: 'zip' }>; form: FormState }) {
  const { problem, typed = form.values.zip ?? '', counties = [] } = asked
  const said = problem && (counties.length > 0 ? t('outreach.place.unknown') : t(`site.errors.${problem}`))
  const wrong = problem && said ? [{ field: problem === 'stateMissing' ? 'state' : 'zip', message: problem, said }] : []
  return (
    <section className="sign" aria-labelledby="place">
      <ErrorSummary t={t} form={said ? { values: {}, errors: wrong } : form} />
      <h2 id="place">{t('outreach.place.title')}</h2>
      <Form id={formId}>
        <input type="hidden" name="intent" value="place" />
        <TextField
          t={t}
          form={{ values: { zip: typed }, errors: wrong }}
          name="zip"
          label={t('site.form.postalCode')}
          hint={t('outreach.place.zipHint')}
          inputMode="numeric"
          autoComplete="postal-code"
          maxLength={20}
        />
        <button className="button wide">{t('outreach.place.find')}</button>
      </Form>
      {counties.length > 0 && (
        <Form>
          <h3>{t('outreach.place.whichCounty')}</h3>
          <input type="hidden" name="intent" value="place" />
          <input type="hidden" name="area" value={typed.slice(0, 3)} />
          <Choices lang={lang} what="county" choices={counties} last={null} />
        </Form>
      )}
      <details open={problem === 'stateMissing' || (problem === 'zipUnknown' && counties.length === 0)}>
        <summary>{t('outreach.place.noZip')}</summary>
        <Form>
          <input type="hidden" name="intent" value="place" />
          <Choice
            name="state"
            label={t('outreach.place.state')}
            options={[
              ['', t('outreach.place.chooseState')],
              ...Object.entries(stateNames).map(([code, name]): [string, string] => [code, stateName(lang, name)]),
            ]}
          />
          <button className="button plain">{t('outreach.place.counties')}</button>
        </Form>
      </details>
    </section>
  )
}
