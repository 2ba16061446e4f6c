import { ReadingNote } from '~/channels/uploads/reading-note'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { readBoundaries } from './boundaries.server'
import type { AreaMap } from './draw-areas.server'

type Read = Awaited<ReturnType<typeof readBoundaries>>

type BoundariesProps = Read & {
  t: Translate
  lang: Language
  place: { name: string; slug: string; state: string | null }
  form: FormState
  /** How many districts were just created or updated by a confirmation; null otherwise. */
  made: number | null
}

/** The districts of a place: upload their boundaries, preview them, confirm them. */
export function BoundariesPage({ t, lang, place, districts, upload, form, made }: BoundariesProps) {
  return (
    <>
      <p className="small">
        <a href={paths.office.places()}>{t('places.office.title')}</a>
      </p>
      <h1>
        {place.name}, {place.state}
      </h1>
      {made !== null && (
        <p className="done" role="status">
          {t('places.office.made', { count: made })}
        </p>
      )}
      <ErrorSummary t={t} form={form} />
      {upload && <UploadPanel t={t} upload={upload} />}
      <section className="panel">
        <h2>{t('places.office.upload')}</h2>
        <p>{t('places.office.uploadText')}</p>
        <Form encType="multipart/form-data">
          <div className="field">
            <label htmlFor="files">{t('places.office.files')}</label>
            <input id="files" name="files" type="file" multiple accept=".geojson,.json,application/geo+json" />
          </div>
          <TextField
            t={t}
            form={form}
            name="source"
            label={t('places.office.source')}
            hint={t('places.office.sourceHint')}
            maxLength={500}
          />
          <TextField t={t} form={form} name="checked" type="date" label={t('places.office.checkedOn')} />
          <button name="intent" value="upload" className={upload ? undefined : 'main'}>
            {t('places.office.take')}
          </button>
          <ReadingNote t={t} kind="list" />
        </Form>
      </section>
      <section className="panel">
        <h2>{t('places.office.districts')}</h2>
        {districts.length === 0 ? (
          <p>{t('places.office.noDistricts')}</p>
        ) : (
          <WideTable
            label={t('places.office.districts')}
            head={[t('places.office.district'), t('places.office.lines')]}
          >
            {districts.map((district) => (
              <tr key={district.id}>
                <th scope="row">{district.name}</th>
                <td>
                  {district.sourceUrl
                    ? t.rich('places.official.source', {
                        date: longDate(lang, district.checkedOn!),
                        link: () => <a href={district.sourceUrl!}>{district.sourceUrl}</a>,
                      })
                    : t('places.office.noLines')}
                </td>
              </tr>
            ))}
          </WideTable>
        )}
      </section>
    </>
  )
}

function UploadPanel({ t, upload }: { t: Translate; upload: NonNullable<Read['upload']> }) {
  return (
    <section className="panel">
      <h2>{t('places.office.waiting', { count: upload.count })}</h2>
      {upload.properties.length > 0 ? (
        <form className="inline">
          <Choice
            name="name"
            label={t('places.office.property')}
            options={upload.properties.map((property) => [property, property])}
            chosen={upload.chosen ?? undefined}
          />
          <button>{t('places.office.look')}</button>
        </form>
      ) : (
        <p>{upload.count > 1 ? t('places.office.noProperty') : t('places.office.oneArea')}</p>
      )}
      <p>{upload.names.join(' · ')}</p>
      {upload.map && <AreasMap label={t('places.office.map')} map={upload.map} names={upload.names} />}
      <Form encType="multipart/form-data" className="acts">
        <input type="hidden" name="property" value={upload.chosen ?? ''} />
        {(upload.chosen !== null || upload.count === 1) && (
          <button className="main" name="intent" value="confirm">
            {t('places.office.confirm', { count: upload.count })}
          </button>
        )}
        <button className="quiet" name="intent" value="drop">
          {t('places.office.drop')}
        </button>
      </Form>
    </section>
  )
}

function AreasMap({ label, map, names }: { label: string; map: AreaMap; names: readonly string[] }) {
  return (
    <svg className="chart areas" viewBox={`0 0 ${map.width} ${map.height}`} role="img" aria-label={label}>
      <path d={map.around} className="around" />
      {map.areas.map((area, index) => (
        <path key={index} d={area.path} className="area" />
      ))}
      {map.areas.map((area, index) => (
        <text key={index} x={area.x} y={area.y} textAnchor="middle" dominantBaseline="middle">
          {names[index]}
        </text>
      ))}
    </svg>
  )
}
