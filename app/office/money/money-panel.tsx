import type { PaidChannel } from '~/channels/money/limits.server'
import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'
import { WideTable } from '~/ui/page/wide-table'

/** Today's spending, in dollars. */
export interface MoneyPanelProps {
  t: Translate
  money: {
    way: PaidChannel
    campaignId: string | null
    campaign: string
    limit: number | null
    spent: number
    standing: 'fine' | 'near' | 'spent'
  }[]
  /** Campaigns whose limits the reader may change; null: the limit for all together. */
  maySet: (string | null)[]
  /** A rejected amount as it was typed, or null. */
  typed: { way: string; campaign: string; dollars: string } | null
}

const marks = {
  fine: { state: 'done', word: 'money.fine' },
  near: { state: '', word: 'money.near' },
  spent: { state: 'bad', word: 'money.over' },
} as const

/** Daily limits for calls and texts, and today's spending; alerts when a limit is nearly or fully spent. */
export function MoneyPanel({ t, money, maySet, typed }: MoneyPanelProps) {
  const dollars = (amount: number) => `$${amount.toFixed(2)}`
  const names = ({ way, campaign, campaignId }: MoneyPanelProps['money'][number]) => ({
    way: t(way === 'sms' ? 'money.texts' : 'money.calls'),
    who: campaignId === null ? t('money.all') : campaign,
  })
  return (
    <section>
      <h2>{t('money.title')}</h2>
      <p>{t('money.lead')}</p>
      {money
        .filter((one) => one.standing !== 'fine')
        .map((one) => (
          <p className="errors" role="alert" key={one.way + one.campaignId}>
            {t(one.standing === 'spent' ? 'money.alertSpent' : 'money.alertNear', {
              ...names(one),
              spent: dollars(one.spent),
              limit: dollars(one.limit ?? 0),
            })}
          </p>
        ))}
      <WideTable
        label={t('money.title')}
        head={[
          t('money.who'),
          t('money.way'),
          t('money.state'),
          { number: t('money.spent') },
          { number: t('money.limit') },
        ]}
      >
        {money.map((one) => (
          <tr key={one.way + one.campaignId}>
            <th scope="row">{names(one).who}</th>
            <td>{names(one).way}</td>
            <td>
              <span className={`state ${marks[one.standing].state}`}>{t(marks[one.standing].word)}</span>
            </td>
            <td className="number">{dollars(one.spent)}</td>
            <td className="number">
              {maySet.includes(one.campaignId) ? (
                <LimitForm
                  t={t}
                  one={one}
                  label={t('money.label', names(one))}
                  typed={typed?.way === one.way && typed.campaign === (one.campaignId ?? '') ? typed.dollars : null}
                />
              ) : one.limit === null ? (
                t('money.none')
              ) : (
                dollars(one.limit)
              )}
            </td>
          </tr>
        ))}
      </WideTable>
      {maySet.length > 0 && <p className="small">{t('money.hint')}</p>}
    </section>
  )
}

/** Id of a limit's input field. */
export function limitField(way: string, campaign: string): string {
  return `limit-${way}${campaign}`
}

function LimitForm({
  t,
  one,
  label,
  typed,
}: {
  t: Translate
  one: MoneyPanelProps['money'][number]
  label: string
  typed: string | null
}) {
  return (
    <Form className="inline">
      <input type="hidden" name="way" value={one.way} />
      <input type="hidden" name="campaign" value={one.campaignId ?? ''} />
      <input
        id={limitField(one.way, one.campaignId ?? '')}
        name="dollars"
        aria-label={label}
        aria-invalid={typed !== null || undefined}
        inputMode="decimal"
        size={7}
        maxLength={10}
        defaultValue={typed ?? one.limit?.toFixed(2) ?? ''}
        placeholder={t('money.none')}
      />
      <button name="intent" value="limit" aria-label={`${t('money.set')}: ${label}`}>
        {t('money.set')}
      </button>
    </Form>
  )
}
