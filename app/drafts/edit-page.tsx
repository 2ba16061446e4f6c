import type { PetitionHead } from '~/dashboard/petition-tabs'
import { PetitionTabs } from '~/dashboard/petition-tabs'
import { TextField, Tick } from '~/forms/fields'
import type { FormState } from '~/forms/form-state'
import { languageNames, languages, type Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/organizers/team-page'
import { usualZone, zoneNames, zones } from '~/ui/zones'
import { CopyPanel, EditorForm, StatePanel, type Writing } from './editor-form'
import { bilingualFields, canBeLeftOut, longFields, type BilingualField, type Missing } from './petition-content'

interface EditProps extends Writing {
  t: Translate
  lang: Language
  head: PetitionHead
  image: string | null
  shareImage: string | null
  missing: Missing[]
  /** The place of a picture that could not be read, or null. */
  wrongPicture: string | null
}

const fields = Object.keys(bilingualFields) as BilingualField[]
/** What one person is told after signing. */
const afterwards: readonly BilingualField[] = ['thanksText', 'confirmSubject', 'confirmText', 'thanksMail']

/** A petition, both languages side by side; saved while one writes, shown to everybody only when published. */
export function EditPage({ t, lang, head, image, shareImage, missing, wrongPicture, ...writing }: EditProps) {
  const { form } = writing
  const zone = zoneNames.find((name) => name === form.values.timeZone) ?? usualZone
  const said = missing.map(({ field, language }) => ({ href: `#${field}_${language}`, words: `${t(`office.edit.fields.${field}`)} (${languageNames[language]})` }))
  return (
    <>
      <PetitionTabs t={t} lang={lang} head={head} current="edit" />
      <EditorForm t={t} lang={lang} head={head} autosave={paths.office.petitionAutosave(head.slug)} missing={said} {...writing}>
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
      </EditorForm>
      <div className="columns">
        <PictureForm t={t} slug={head.slug} place="image" picture={image} alt={form.values[`imageAlt_${lang}`] ?? ''} isWrong={wrongPicture === 'image'} />
        <PictureForm t={t} slug={head.slug} place="shareImage" picture={shareImage} alt={t('office.edit.pictures.shareImage.title')} isWrong={wrongPicture === 'shareImage'} />
        <CopyPanel t={t} action={paths.office.petitionCopy(head.slug)} />
        <StatePanel t={t} head={head} action={`${paths.office.petition(head.slug)}?index`} states={['open', 'closed', 'victory', 'archived']} />
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
