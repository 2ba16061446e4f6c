import { powerTopics } from '#db/schema-officials'
import { stateNames, statesByName } from '~/geography/state-names'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type PostRole, postRoles } from '~/officials/posts/target'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { WideTable } from '~/ui/page/wide-table'
import type { PowerLine } from './powers.server'
import { SourceFields } from './source-fields'

interface PowersProps {
  t: Translate
  lang: Language
  form: FormState
  powers: PowerLine[]
  mayEdit: boolean
}

/** What state law lets posts decide. */
export function PowersPage({ t, lang, form, powers, mayEdit }: PowersProps) {
  return (
    <>
      <h1>{t('office.menu.sections.powers')}</h1>
      <p className="lead">{t('officials.powers.lead')}</p>
      <ErrorSummary
        t={t}
        form={form}
        labels={{ note_en: t('officials.powers.noteEn'), note_es: t('officials.powers.noteEs') }}
      />
      {powers.length === 0 ? (
        <p>{t('officials.powers.none')}</p>
      ) : (
        <WideTable
          label={t('office.menu.sections.powers')}
          head={[
            ...(['state', 'role', 'topic', 'may', 'law'] as const).map((head) => t(`officials.powers.${head}`)),
            mayEdit && t('officials.powers.remove'),
          ]}
        >
          {powers.map((power) => (
            <tr key={power.state + power.role + power.topic}>
              <th scope="row">{stateNames[power.state] ?? power.state}</th>
              <td>{t(`officials.roles.${power.role as PostRole}`)}</td>
              <td>{t(`officials.topics.${power.topic}`)}</td>
              <td>
                <strong>{t(`officials.may.${power.may}`)}</strong>
                <div>{power.note[lang]}</div>
              </td>
              <td>
                <a href={power.sourceUrl} rel="noreferrer">
                  {power.law}
                </a>
                <div className="small">{longDate(lang, power.checkedOn)}</div>
              </td>
              {mayEdit && (
                <td>
                  <Form>
                    <input type="hidden" name="state" value={power.state} />
                    <input type="hidden" name="role" value={power.role} />
                    <input type="hidden" name="topic" value={power.topic} />
                    <button className="quiet" name="intent" value="remove">
                      {t('officials.powers.remove')}
                    </button>
                  </Form>
                </td>
              )}
            </tr>
          ))}
        </WideTable>
      )}
      {mayEdit && (
        <Form className="panel" {...typed(form)}>
          <h2>{t('officials.powers.add')}</h2>
          <div className="inline">
            <Choice
              name="state"
              label={t('officials.powers.state')}
              options={statesByName}
              chosen={form.values.state}
            />
            <Choice
              name="role"
              label={t('officials.powers.role')}
              options={postRoles.map((role): [string, string] => [role, t(`officials.roles.${role}`)])}
              chosen={form.values.role}
            />
            <Choice
              name="topic"
              label={t('officials.powers.topic')}
              options={powerTopics.map((topic): [string, string] => [topic, t(`officials.topics.${topic}`)])}
              chosen={form.values.topic}
            />
            <Choice
              name="may"
              label={t('officials.powers.may')}
              options={(['yes', 'no', 'partly'] as const).map((may): [string, string] => [
                may,
                t(`officials.may.${may}`),
              ])}
              chosen={form.values.may}
            />
            <TextField t={t} form={form} name="law" label={t('officials.powers.law')} maxLength={200} isRequired />
          </div>
          <div className="pair">
            <TextField
              t={t}
              form={form}
              name="note_en"
              label={t('officials.powers.noteEn')}
              maxLength={500}
              isRequired
            />
            <TextField
              t={t}
              form={form}
              name="note_es"
              label={t('officials.powers.noteEs')}
              maxLength={500}
              isRequired
            />
          </div>
          <div className="pair">
            <SourceFields t={t} form={form} id="power" />
          </div>
          <button name="intent" value="save">
            {t('officials.powers.save')}
          </button>
        </Form>
      )}
    </>
  )
}
