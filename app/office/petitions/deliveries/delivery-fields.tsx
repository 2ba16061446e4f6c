import { type Bilingual, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { pictureTypes } from '~/office/pictures/picture-file'
import { TextField, Tick } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'

/** A delivery in the office. */
export interface OfficeDelivery {
  id: string
  day: string
  recipient: string
  byWhom: string
  signatures: number
  picture: string | null
  photoAlt: Bilingual | null
  isPublic: boolean
  allAgreed: boolean
  answer: Bilingual | null
  isTold: boolean
  asked: number
  beyond: number
}

interface DeliveryFieldsProps {
  t: Translate
  form: FormState
  /** Tells the fields of several forms on one page apart. */
  suffix?: string
  /** Id of its photo. */
  picture?: string | null
}

/** Day, to whom, by whom, photo, and what of it everybody may see. */
export function DeliveryFields({ t, form, suffix = '', picture = null }: DeliveryFieldsProps) {
  const named = (name: string) => ({ t, form, name, id: `${name}${suffix}` })
  return (
    <>
      <TextField {...named('delivered_on')} type="date" label={t('office.deliver.day')} />
      <TextField {...named('recipient')} label={t('office.deliver.recipient')} />
      <TextField {...named('by_whom')} label={t('office.deliver.byWhom')} />
      {picture && (
        <>
          <input type="hidden" name="picture" value={picture} />
          <Tick form={form} name="photo_off" id={`photo_off${suffix}`} label={t('office.deliver.photoOff')} />
          <Described t={t} form={form} suffix={suffix} />
        </>
      )}
      <div className="field">
        <label htmlFor={`photo${suffix}`}>
          {t(picture ? 'office.deliver.otherPhoto' : 'office.deliver.photo')} <i>{t('site.form.optional')}</i>
        </label>
        <input id={`photo${suffix}`} name="photo" type="file" accept={pictureTypes} />
      </div>
      <Described t={t} form={form} suffix={suffix} isOther={picture !== null} />
      <Tick
        form={form}
        name="is_public"
        id={`is_public${suffix}`}
        label={t('office.deliver.isPublic')}
        hint={t('office.deliver.isPublicHint')}
      />
    </>
  )
}

interface DescribedProps {
  t: Translate
  form: FormState
  suffix: string
  /** It takes the place of another, and is described in fields of its own. */
  isOther?: boolean
}

/** What a photo shows, in both languages, and that everybody in it agreed. */
function Described({ t, form, suffix, isOther = false }: DescribedProps) {
  const alt = isOther ? 'other_alt' : 'photo_alt'
  const agreed = isOther ? 'other_agreed' : 'all_agreed'
  const label = t(isOther ? 'office.deliver.otherShows' : 'office.deliver.photoShows')
  return (
    <>
      {languages.map((language) => (
        <TextField
          key={language}
          t={t}
          form={form}
          name={`${alt}_${language}`}
          id={`${alt}_${language}${suffix}`}
          label={`${label} (${languageNames[language]})`}
          lang={language}
          maxLength={300}
          isOptional
        />
      ))}
      <Tick
        form={form}
        name={agreed}
        id={`${agreed}${suffix}`}
        label={t(isOther ? 'office.deliver.otherAgreed' : 'office.deliver.allAgreed')}
      />
    </>
  )
}

/** A delivery as the values of its form. */
export function deliveryValues(one: OfficeDelivery): Record<string, string> {
  return {
    delivered_on: one.day,
    recipient: one.recipient,
    by_whom: one.byWhom,
    photo_alt_en: one.photoAlt?.en ?? '',
    photo_alt_es: one.photoAlt?.es ?? '',
    ...(one.allAgreed ? { all_agreed: '1' } : {}),
    ...(one.isPublic ? { is_public: '1' } : {}),
  }
}
