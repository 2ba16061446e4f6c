import { mostMegabytes } from '~/channels/uploads/limits'
import { type Bilingual, type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Group } from '~/office/guard/rights'
import { officePicture } from '~/office/pictures/office-picture'
import { pictureTypes } from '~/office/pictures/picture-file'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { OneButton } from '~/ui/page/one-button'
import { darkPaper, lightPaper } from '~/ui/page/papers'
import { zoneNames, zones } from '~/ui/page/zones'

interface SettingsProps {
  t: Translate
  lang: Language
  form: FormState
  groups: {
    id: string
    name: string
    kind: Group['kind']
    ownName: string
    timeZone: string
    language: Language
    senderName: string
    hotline: string
    town: string
    contactMail: string
    contactPhone: string
    postalAddress: string
    colour: string
    /** The color as pages use it; null while there is none. */
    shades: { hot: string; onHot: string; inkByDay: string; inkByNight: string } | null
    logo: string | null
    logoAlt: Bilingual | null
  }[]
  /** Id of the group that was just saved. */
  saved: string | null
  /** What all mail comes from, such as "Firme <firme@example.org>". */
  mailFrom: string
}

/** What each group sets for itself: name, time zone, language, the name its mail comes from, and its hotline. */
export function SettingsPage({ t, lang, form, groups, saved, mailFrom }: SettingsProps) {
  return (
    <>
      <h1>{t('office.settings.title')}</h1>
      <ErrorSummary
        t={t}
        form={form}
        labels={Object.fromEntries(
          languages.map((one) => [`alt_${one}`, t('office.settings.logoAlt', { language: languageNames[one] })]),
        )}
      />
      {groups.some(({ kind }) => kind === 'network') && (
        <p>
          <a href={paths.office.deliverability()}>{t('office.deliverability.title')}</a>
        </p>
      )}
      {groups.map((group) => {
        const typed = form.values.group === group.id && !form.values.intent ? form : emptyForm
        const value = (name: string, stored: string) => typed.values[name] ?? stored
        const filled = { ...typed, values: { ...storedIn(group), ...typed.values } }
        return (
          <section className="panel" key={group.id} aria-labelledby={`group-${group.id}`}>
            <h2 id={`group-${group.id}`}>{group.name}</h2>
            {saved === group.id && (
              <p className="done" role="status">
                {t('office.settings.saved')}
              </p>
            )}
            <Form action={paths.office.settings()}>
              <input type="hidden" name="group" value={group.id} />
              {Object.entries(storedIn(group)).map(([name, stored]) => (
                <input key={name} type="hidden" name={`shown_${name}`} defaultValue={value(`shown_${name}`, stored)} />
              ))}
              <TextField
                t={t}
                form={filled}
                name="name"
                id={`name-${group.id}`}
                label={t('office.team.groupName')}
                isOptional={group.kind === 'network'}
              />
              <Choice
                name="time_zone"
                id={`zone-${group.id}`}
                label={t(group.kind === 'network' ? 'office.settings.networkZone' : 'office.settings.zone')}
                options={zoneNames.map((zone) => [zone, zones[zone][lang]])}
                chosen={value('time_zone', group.timeZone)}
              />
              <Choice
                name="language"
                id={`language-${group.id}`}
                label={t('office.settings.language')}
                options={languages.map((one) => [one, languageNames[one]])}
                chosen={value('language', group.language)}
              />
              <fieldset>
                <legend className="label">{t('office.settings.public')}</legend>
                <p className="hint">
                  {t(group.kind === 'network' ? 'office.settings.publicNetwork' : 'office.settings.publicHint')}
                </p>
                <TextField
                  t={t}
                  form={filled}
                  name="town"
                  id={`town-${group.id}`}
                  label={t('office.team.town')}
                  isOptional
                />
                <TextField
                  t={t}
                  form={filled}
                  name="contact_mail"
                  id={`contact-mail-${group.id}`}
                  type="email"
                  inputMode="email"
                  autoComplete="off"
                  label={t('office.settings.contactMail')}
                  isOptional
                />
                <TextField
                  t={t}
                  form={filled}
                  name="contact_phone"
                  id={`contact-phone-${group.id}`}
                  type="tel"
                  autoComplete="off"
                  label={t('office.settings.contactPhone')}
                  isOptional
                />
                <TextField
                  t={t}
                  form={filled}
                  name="colour"
                  id={`colour-${group.id}`}
                  label={t('office.settings.colour')}
                  hint={t('office.settings.colourHint')}
                  maxLength={7}
                  isOptional
                />
                {group.shades && <Shades t={t} shades={group.shades} />}
              </fieldset>
              <TextField
                t={t}
                form={filled}
                name="sender_name"
                id={`sender-${group.id}`}
                label={t('office.settings.sender')}
                hint={t('office.settings.senderHint', { mailFrom })}
                maxLength={60}
                isOptional
              />
              <TextField
                t={t}
                form={filled}
                name="postal_address"
                id={`postal-address-${group.id}`}
                label={t('office.settings.postalAddress')}
                hint={t('office.settings.postalAddressHint')}
                maxLength={200}
                isOptional
              />
              <TextField
                t={t}
                form={filled}
                name="hotline"
                id={`hotline-${group.id}`}
                label={t('office.settings.hotline')}
                hint={t('office.settings.hotlineHint')}
                type="tel"
                autoComplete="off"
                isOptional
              />
              <button className="main">{t('office.save')}</button>
            </Form>
            <LogoForm t={t} form={form} group={group} />
            <p>
              <a href={paths.office.group(group.id)}>{t('office.group.link')}</a>
            </p>
            <p>
              <a href={paths.office.sender(group.id)}>{t('office.sender.link')}</a>
            </p>
          </section>
        )
      })}
    </>
  )
}

type SettingsGroup = SettingsProps['groups'][number]

/** What stands in the fields of a group's form. */
function storedIn(group: SettingsGroup): Record<string, string> {
  return {
    name: group.ownName,
    time_zone: group.timeZone,
    language: group.language,
    sender_name: group.senderName,
    hotline: group.hotline,
    town: group.town,
    contact_mail: group.contactMail,
    contact_phone: group.contactPhone,
    postal_address: group.postalAddress,
    colour: group.colour,
  }
}

/** The color as buttons and text of public pages show it, in light and dark mode. */
function Shades({
  t,
  shades: { hot, onHot, inkByDay, inkByNight },
}: {
  t: Translate
  shades: NonNullable<SettingsGroup['shades']>
}) {
  return (
    <p className="shades">
      <Shade back={hot} front={onHot} words={t('office.settings.shades.button')} />
      <Shade back={lightPaper} front={inkByDay} words={t('office.settings.shades.day')} />
      <Shade back={darkPaper} front={inkByNight} words={t('office.settings.shades.night')} />
    </p>
  )
}

/** Drawn, since the page's policy allows no style but the style sheet. */
function Shade({ back, front, words }: { back: string; front: string; words: string }) {
  return (
    <svg viewBox="0 0 150 36" role="img" aria-label={words}>
      <rect width={150} height={36} fill={back} />
      <text x={75} y={23} fill={front} textAnchor="middle">
        {words}
      </text>
    </svg>
  )
}

/** The group's logo, with what it shows in both languages. */
function LogoForm({ t, form, group }: { t: Translate; form: FormState; group: SettingsGroup }) {
  const isRefused = form.values.group === group.id && form.values.intent === 'logo'
  const filled = {
    values: {
      alt_en: group.logoAlt?.en ?? '',
      alt_es: group.logoAlt?.es ?? '',
      ...(isRefused ? form.values : {}),
    },
    errors: isRefused ? form.errors : [],
  }
  const error = filled.errors.find(({ field }) => field === 'logo')
  const id = error ? 'logo' : `logo-${group.id}`
  return (
    <details open={isRefused || undefined}>
      <summary>{t('office.settings.logo')}</summary>
      {group.logo && (
        <p>
          <img className="thumb" src={officePicture(group.logo)} alt={t('office.settings.logoNow')} height={48} />
        </p>
      )}
      <Form action={paths.office.settings()} encType="multipart/form-data">
        <input type="hidden" name="group" value={group.id} />
        <input type="hidden" name="intent" value="logo" />
        <div className="field">
          <label htmlFor={id}>{t('office.settings.logoFile')}</label>
          {error && <span className="error">{error.said ?? t(`site.errors.${error.message as 'logoMissing'}`)}</span>}
          <span className="hint">{t('office.settings.logoHint', { megabytes: mostMegabytes.picture })}</span>
          <input id={id} name="logo" type="file" accept={pictureTypes} />
        </div>
        {languages.map((language) => (
          <TextField
            key={language}
            t={t}
            form={filled}
            name={`alt_${language}`}
            id={`alt-${language}-${group.id}`}
            label={t('office.settings.logoAlt', { language: languageNames[language] })}
            maxLength={200}
          />
        ))}
        <button>{t('office.settings.logoSave')}</button>
      </Form>
      {group.logo && (
        <OneButton action={paths.office.settings()} fields={{ group: group.id, intent: 'no-logo' }}>
          {t('office.settings.logoRemove')}
        </OneButton>
      )}
    </details>
  )
}
