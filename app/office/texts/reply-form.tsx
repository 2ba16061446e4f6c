import { type Reply, replies, type TokenValues } from '~/actions/texts/keywords/reply-tokens'
import type { Translate } from '~/i18n/translator'
import { TextArea } from '~/ui/forms/fields'
import { Form, typed } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { CostLine } from './cost-line'
import type { KeywordTarget, ListedKeyword } from './keywords-office.server'
import { TargetFields } from './target-fields'

interface ReplyFormProps {
  t: Translate
  keyword: ListedKeyword
  targets: KeywordTarget[]
  ours: Record<Reply, string[]>
  dearest: TokenValues
  price: number
  form: FormState
}

/** A keyword's target and replies, each with the default and its cost. */
export function ReplyForm({ t, keyword, targets, ours, dearest, price, form }: ReplyFormProps) {
  return (
    <>
      <p>{t('texts.office.repliesLead')}</p>
      <Form enter={{ name: 'intent', value: 'save' }} {...typed(form)}>
        <div className="pair">
          <TargetFields t={t} form={form} targets={targets} />
        </div>
        {replies.map((reply) => {
          const name = reply !== 'thanks' ? reply : keyword.deed === 'sign' ? 'thanksSign' : 'thanksWrite'
          return (
            <div key={reply}>
              <TextArea
                t={t}
                form={form}
                name={reply}
                label={t(`texts.office.${name}`)}
                hint={t(`texts.office.${name}Hint`)}
                maxLength={480}
                lang={keyword.language}
                isOptional
              />
              <CostLine t={t} field={reply} text={form.values[reply] ?? ''} price={price} dearest={dearest} />
              <div className="ours small">
                {t('texts.office.oursIs')}
                {ours[reply].map((words) => (
                  <div key={words}>
                    <q lang={keyword.language}>{words}</q>
                  </div>
                ))}
              </div>
            </div>
          )
        })}
        <button className="main" name="intent" value="save">
          {t('texts.office.save')}
        </button>{' '}
        <button name="intent" value="count">
          {t('texts.office.countSegments')}
        </button>
      </Form>
    </>
  )
}

/** The replies of FIRMA and SIGN, read-only. */
export function Always({ t, keyword, ours }: Pick<ReplyFormProps, 't' | 'keyword' | 'ours'>) {
  return (
    <>
      <p>{t('texts.office.alwaysText')}</p>
      {(keyword.isOpen ? (['welcome', 'thanks'] as const) : []).map((reply) => (
        <p key={reply}>
          {t(`texts.office.${reply === 'thanks' ? 'thanksSign' : 'welcome'}`)}:{' '}
          <q lang={keyword.language}>{ours[reply][0]}</q>
        </p>
      ))}
    </>
  )
}
