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
  hasPhoto?: boolean
}

/** Day, to whom, by whom, photo, and what of it everybody may see. */
export function DeliveryFields({ t, form, suffix = '', hasPhoto = false }: DeliveryFieldsProps) {
  const named = (name: string) => ({ t, form, name, id: `${name}${suffix}` })
  return (
    <>
      <TextField {...named('delivered_on')} type="date" label={t('office.deliver.day')} />
      <TextField {...named('recipient')} label={t('office.deliver.recipient')} />
      <TextField {...named('by_whom')} label={t('office.deliver.byWhom')} />
      <div className="field">
        <label htmlFor={`photo${suffix}`}>
          {t(hasPhoto ? 'office.deliver.otherPhoto' : 'office.deliver.photo')} <i>{t('site.form.optional')}</i>
        </label>
        <input id={`photo${suffix}`} name="photo" type="file" accept={pictureTypes} />
      </div>
      {hasPhoto && <Tick form={form} name="photo_off" id={`photo_off${suffix}`} label={t('office.deliver.photoOff')} />}
      {languages.map((language) => (
        <TextField
          key={language}
          {...named(`photo_alt_${language}`)}
          label={`${t('office.deliver.photoShows')} (${languageNames[language]})`}
          lang={language}
          maxLength={300}
          isOptional
        />
      ))}
      <Tick form={form} name="all_agreed" id={`all_agreed${suffix}`} label={t('office.deliver.allAgreed')} />
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
