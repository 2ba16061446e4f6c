import type { PetitionHead } from '~/dashboard/petition-tabs'
import { PetitionTabs } from '~/dashboard/petition-tabs'
import { ErrorSummary, TextField, Tick } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import { languageNames, languages, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OneButton } from '~/office/one-button'
import { paths } from '~/paths'
import { Choice } from '~/organizers/team-page'
import { momentOf } from '~/ui/dates'
import { usualZone, zoneNames, zones } from '~/ui/zones'
import { ConflictTable, type Conflict } from './conflict-table'
import { bilingualFields, canBeLeftOut, longFields, type BilingualField, type Missing } from './petition-content'

interface EditProps {
  t: Translate
  lang: Language
  head: PetitionHead
  form: FormState
  revision: number
  saved: { by: string; at: string } | null
  /** Who else is writing here now, or null. */
  alsoHere: string | null
  image: string | null
  shareImage: string | null
  missing: Missing[]
  /** After a save that came too late: what they wrote beside what is here. */
  conflict: Conflict | null
  justPublished: boolean
  /** The place of a picture that could not be read, or null. */
  wrongPicture: string | null
}

const fields = Object.keys(bilingualFields) as BilingualField[]
/** What one person is told after signing. */
const afterwards: readonly BilingualField[] = ['thanksText', 'confirmSubject', 'confirmText', 'thanksMail']

/** A petition, both languages side by side; saved while one writes, shown to everybody only when published. */
export function EditPage(props: EditProps) {
  const { t, lang, head, form, missing } = props
  const zone = zoneNames.find((name) => name === form.values.timeZone) ?? usualZone
  return (
    <>
      <PetitionTabs t={t} lang={lang} head={head} current="edit" />
      {props.justPublished && (
        <p className="done" role="status">
          {t('office.edit.published')}
        </p>
      )}
      {props.alsoHere && (
        <p className="errors" role="status">
          {t('office.edit.alsoHere', { name: props.alsoHere })}
        </p>
      )}
      {props.conflict && <ConflictTable t={t} conflict={props.conflict} />}
      <ErrorSummary t={t} form={form} />
      <form method="post" data-autosave={paths.office.petitionAutosave(head.slug)} className="panel">
        <input type="hidden" name="revision" value={props.revision} />
        {fields
          .filter((field) => !afterwards.includes(field))
          .map((field) => (
            <Pair key={field} t={t} form={form} field={field} missing={missing} />
          ))}
        <h2>{t('office.edit.after.title')}</h2>
        {afterwards.map((field) => (
          <Pair key={field} t={t} form={form} field={field} missing={missing} />
        ))}
        <h2>{t('office.edit.settings')}</h2>
        <div className="pair">
          <TextField t={t} form={form} name="goalSteps" label={t('office.edit.goalSteps')} hint={t('office.edit.goalStepsHint')} inputMode="numeric" />
          <div className="pair">
            <TextField t={t} form={form} name="opensAt" type="datetime-local" label={t('office.edit.opensAt')} hint={zones[zone][lang]} isOptional />
            <TextField t={t} form={form} name="closesAt" type="datetime-local" label={t('office.edit.closesAt')} hint={zones[zone][lang]} isOptional />
          </div>
        </div>
        <div className="pair">
          <fieldset>
            <legend className="label">
              {t('office.edit.leaveOut.title')} <span className="hint">{t('office.edit.leaveOut.hint')}</span>
            </legend>
            {canBeLeftOut.map((name) => (
              <Tick key={name} form={form} name={`leaveOut_${name}`} label={t(`office.edit.leaveOut.${name}`)} />
            ))}
          </fieldset>
          <Choice name="timeZone" label={t('office.edit.timeZone')} options={zoneNames.map((name): [string, string] => [name, zones[name][lang]])} chosen={zone} />
        </div>
        <p className="small" data-status="" data-offline={t('office.edit.offline')} role="status">
          {props.saved ? t('office.edit.savedBy', { name: props.saved.by, when: momentOf(lang, new Date(props.saved.at)) }) : t('office.edit.notSaved')}
        </p>
        <div className="acts">
          <button name="intent" value="save">
            {t('office.edit.save')}
          </button>
          <button name="intent" value="preview">
            {t('office.edit.preview')}
          </button>
          {head.rights.includes('publish') && (
            <button className="main" name="intent" value="publish">
              {head.state === 'draft' ? t('office.edit.publish') : t('office.edit.publishChanges')}
            </button>
          )}
        </div>
        {missing.length > 0 && (
          <details open={form.errors.length > 0}>
            <summary>{t('office.edit.missing', { count: missing.length })}</summary>
            <ul>
              {missing.map(({ field, language }) => (
                <li key={field + language}>
                  <a href={`#${field}_${language}`}>
                    {t(`office.edit.fields.${field}`)} ({languageNames[language]})
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
      </form>
      <div className="columns">
        <PictureForm t={t} slug={head.slug} place="image" picture={props.image} alt={form.values[`imageAlt_${lang}`] ?? ''} isWrong={props.wrongPicture === 'image'} />
        <PictureForm t={t} slug={head.slug} place="shareImage" picture={props.shareImage} alt={t('office.edit.pictures.shareImage.title')} isWrong={props.wrongPicture === 'shareImage'} />
        <section className="panel">
          <h2>{t('office.edit.copy')}</h2>
          <p>{t('office.edit.copyText')}</p>
          <OneButton action={paths.office.petitionCopy(head.slug)}>{t('office.edit.copyButton')}</OneButton>
        </section>
        {head.rights.includes('publish') && head.state !== 'draft' && (
          <section className="panel">
            <h2>{t('office.edit.state')}</h2>
            <div className="acts">
              {(['open', 'closed', 'victory', 'archived'] as const)
                .filter((state) => state !== head.state)
                .map((state) => (
                  <OneButton key={state} action={`${paths.office.petition(head.slug)}?index`} fields={{ state }}>
                    {t(`office.edit.turn.${state}`)}
                  </OneButton>
                ))}
            </div>
            <p className="small">{t('office.edit.stateHint')}</p>
          </section>
        )}
      </div>
    </>
  )
}

interface PictureFormProps {
  t: Translate
  slug: string
  place: 'image' | 'shareImage'
  picture: string | null
  alt: string
  isWrong: boolean
}

/** A picture of the petition: the one that is there, another, or none. */
function PictureForm({ t, slug, place, picture, alt, isWrong }: PictureFormProps) {
  return (
    <section className="panel">
      <h2>{t(`office.edit.pictures.${place}.title`)}</h2>
      <p>{t(`office.edit.pictures.${place}.text`)}</p>
      {picture && <img src={officePicture(picture)} alt={alt} width={1200} height={630} />}
      {isWrong && <p className="error">{t('office.edit.pictureWrong')}</p>}
      <form method="post" encType="multipart/form-data" action={paths.office.petitionPicture(slug)}>
        <input type="hidden" name="place" value={place} />
        <label htmlFor={place}>{t('office.edit.pictureFile')}</label>
        <span className="hint">{t('office.edit.pictureHint')}</span>
        <input id={place} name="picture" type="file" accept="image/jpeg,image/png,image/webp,image/avif,image/heic" />
        <div className="acts">
          <button>{t('office.edit.pictureButton')}</button>
          {picture && (
            <button name="intent" value="take-out">
              {t('office.edit.pictureOut')}
            </button>
          )}
        </div>
      </form>
    </section>
  )
}

/** Where a picture lies inside the office, which serves drafts too. */
export function officePicture(image: string): string {
  return image.replace(/^\/pictures\/([0-9a-f-]{36})\.jpg$/, '/office/pictures/$1')
}

/** One field in both languages. */
function Pair({ t, form, field, missing }: { t: Translate; form: FormState; field: BilingualField; missing: Missing[] }) {
  return (
    <fieldset className="pair">
      <legend className="label">
        {t(`office.edit.fields.${field}`)} <span className="hint">{t(`office.edit.hints.${field}`)}</span>
      </legend>
      {languages.map((language) => (
        <Words key={language} t={t} form={form} name={`${field}_${language}`} language={language} field={field} isMissing={missing.some((one) => one.field === field && one.language === language)} />
      ))}
    </fieldset>
  )
}

function Words({ t, form, name, language, field, isMissing }: { t: Translate; form: FormState; name: string; language: Language; field: BilingualField; isMissing: boolean }) {
  const error = form.errors.find((one) => one.field === name)
  const described = error ? { 'aria-invalid': true, 'aria-describedby': `${name}-error` } : {}
  return (
    <div className="field">
      <label htmlFor={name}>
        {languageNames[language]} {isMissing && <i>· {t('office.edit.isMissing')}</i>}
      </label>
      {longFields.includes(field) ? (
        <textarea id={name} name={name} lang={language} rows={field === 'story' ? 14 : 5} maxLength={bilingualFields[field]} defaultValue={form.values[name]} {...described} />
      ) : (
        <textarea id={name} name={name} lang={language} rows={2} maxLength={bilingualFields[field]} defaultValue={form.values[name]} {...described} />
      )}
      {error && (
        <span className="error" id={`${name}-error`}>
          {error.said ?? t(`site.errors.${error.message}` as Parameters<Translate>[0])}
        </span>
      )}
    </div>
  )
}
