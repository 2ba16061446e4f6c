import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { ListFormat } from '~/office/lists/files/list-file'
import { ListOfLists, UploadList } from '~/office/lists/import-parts'
import type { readLists } from '~/office/lists/read-lines.server'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { OptionFields } from './option-fields'

interface RostersProps {
  t: Translate
  lang: Language
  form: FormState
  rosters: Awaited<ReturnType<typeof readLists>>
  mayEdit: boolean
}

/** Lists of officials: upload one, and see the state of earlier ones. */
export function RostersPage({ t, lang, form, rosters, mayEdit }: RostersProps) {
  return (
    <>
      <h1>{t('officials.rosters.title')}</h1>
      <p className="lead">{t('officials.rosters.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {mayEdit && (
        <UploadList
          t={t}
          form={form}
          accept=".csv,.tsv,.txt,.xlsx,.json,.yml,.yaml,.gz"
          template={paths.office.rosterTemplate()}
          hint={t('officials.rosters.fileHint')}
          templateWords={t('officials.rosters.template')}
          options={<OptionFields t={t} form={form} />}
        />
      )}
      <ListOfLists
        path={paths.office.rosters()}
        t={t}
        lang={lang}
        lists={rosters}
        href={(id) => paths.office.roster(id)}
        formatWords={(format) => t(`officials.formats.${format as ListFormat}`)}
      />
    </>
  )
}
