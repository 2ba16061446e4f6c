import type { PolicyKind } from '~/campaigns/policies/policy'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { ListOfLists, UploadList } from '~/office/lists/import-parts'
import type { readLists } from '~/office/lists/read-lines.server'
import { paths } from '~/paths'
import { ErrorSummary } from '~/ui/forms/fields'
import type { FormState } from '~/ui/forms/form-state'
import { PolicyOptionFields } from './policy-option-fields'

interface PolicyListsProps {
  t: Translate
  lang: Language
  form: FormState
  kinds: PolicyKind[]
  lists: Awaited<ReturnType<typeof readLists>>
  mayEdit: boolean
}

/** Lists of policies: upload one, and see where earlier ones stand. */
export function PolicyListsPage({ t, lang, form, kinds, lists, mayEdit }: PolicyListsProps) {
  return (
    <>
      <h1>{t('localities.lists.title')}</h1>
      <p className="lead">{t('localities.lists.lead')}</p>
      <ErrorSummary t={t} form={form} />
      {mayEdit && (
        <UploadList
          t={t}
          form={form}
          accept=".csv,.tsv,.txt,.xlsx,.json,.gz"
          template={paths.office.policyTemplate()}
          hint={t('localities.lists.fileHint')}
          templateWords={t('officials.rosters.template')}
          options={<PolicyOptionFields t={t} lang={lang} form={form} kinds={kinds} />}
        />
      )}
      <ListOfLists
        path={paths.office.policyLists()}
        t={t}
        lang={lang}
        lists={lists}
        href={(id) => paths.office.policyList(id)}
        formatWords={(format) => t(`localities.lists.formats.${format as '287g'}`)}
      />
    </>
  )
}
