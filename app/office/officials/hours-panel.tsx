import { clockTime, weekdayName } from '~/officials/posts/office-hours'
import { hoursFields, stretchesShown, weekOrder } from '~/officials/posts/read-hours'
import { Choice } from '~/ui/forms/choice'
import { TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { longDate } from '~/ui/page/dates'
import { zoneNames, zones } from '~/ui/page/zones'
import type { PostProps } from './post-props'
import { SourceFields } from './source-fields'

/** The office's hours and their source; shared by all its posts. */
export function HoursPanel({ t, lang, form, post, mayEdit }: PostProps) {
  const { officeHours, timeZone, hoursSourceUrl, hoursCheckedOn } = post.organization
  const hours = officeHours ?? []
  const zoneOptions = [
    ...zoneNames.map((zone): [string, string] => [zone, zones[zone][lang]]),
    ...(timeZone && !(timeZone in zones) ? [[timeZone, timeZone] as [string, string]] : []),
  ]
  const list = new Intl.ListFormat(lang, { type: 'conjunction' })
  const shown =
    form.values.intent === 'hours' ? form : { values: { ...hoursFields(hours), time_zone: timeZone ?? '' }, errors: [] }
  return (
    <section className="panel">
      <h2>{t('officials.post.hours')}</h2>
      {hours.length === 0 && <p>{t('officials.post.noHours')}</p>}
      <ul>
        {hours.map(({ days, from, to }) => (
          <li key={`${days.join()}${from}`}>
            {t('places.official.hoursLine', {
              days: list.format(days.map((day) => weekdayName(lang, day))),
              from: clockTime(lang, from),
              to: clockTime(lang, to),
            })}
          </li>
        ))}
      </ul>
      {hoursSourceUrl && hoursCheckedOn && (
        <p className="small">
          <a href={hoursSourceUrl} rel="noreferrer">
            {new URL(hoursSourceUrl).hostname}
          </a>
          , {longDate(lang, hoursCheckedOn)}
        </p>
      )}
      {mayEdit && (
        <details open={form.values.intent === 'hours'}>
          <summary>{t('officials.post.correctHours')}</summary>
          <Form>
            <p className="small">{t('officials.post.hoursHint')}</p>
            {Array.from({ length: stretchesShown(hours.length) }, (_, index) => (
              <fieldset key={index}>
                <legend>{t('officials.post.stretch', { number: index + 1 })}</legend>
                <div className="inline">
                  {weekOrder.map((day) => (
                    <label key={day} htmlFor={`day_${index}_${day}`}>
                      <input
                        type="checkbox"
                        id={`day_${index}_${day}`}
                        name={`day_${index}_${day}`}
                        value="1"
                        defaultChecked={shown.values[`day_${index}_${day}`] === '1'}
                      />{' '}
                      {weekdayName(lang, day)}
                    </label>
                  ))}
                </div>
                <div className="inline">
                  <TextField t={t} form={shown} name={`from_${index}`} type="time" label={t('officials.post.opens')} />
                  <TextField t={t} form={shown} name={`to_${index}`} type="time" label={t('officials.post.closes')} />
                </div>
              </fieldset>
            ))}
            <div className="inline">
              <Choice
                name="time_zone"
                label={t('officials.post.timeZone')}
                options={zoneOptions}
                chosen={shown.values.time_zone}
              />
              <SourceFields t={t} form={shown} id="hours" />
            </div>
            <button name="intent" value="hours">
              {t('officials.post.save')}
            </button>
          </Form>
        </details>
      )}
    </section>
  )
}
