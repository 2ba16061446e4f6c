import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { Group } from '~/office/guard/rights'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
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
      <ErrorSummary t={t} form={form} />
      {groups.map((group) => {
        const typed = form.values.group === group.id ? form : emptyForm
        const value = (name: string, stored: string) => typed.values[name] ?? stored
        const filled = {
          ...typed,
          values: {
            name: value('name', group.ownName),
            sender_name: value('sender_name', group.senderName),
            hotline: value('hotline', group.hotline),
          },
        }
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
          </section>
        )
      })}
    </>
  )
}
