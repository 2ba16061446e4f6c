import type { MessagesFigures } from '~/office/texts/messages-figures.server'
import { ErrorSummary } from '~/ui/forms/fields'
import { WideTable } from '~/ui/page/wide-table'
import { limitField, MoneyPanel, type MoneyPanelProps } from './money-panel'

interface SpendingProps extends MoneyPanelProps {
  spend: MessagesFigures['spend']
}

/** What texts and calls may cost a day, what they cost today, and what they cost in the last seven days. */
export function SpendingPage({ t, money, maySet, typed, spend }: SpendingProps) {
  const errors = typed
    ? [{ field: limitField(typed.way, typed.campaign), message: 'limit', said: t('money.wrong') }]
    : []
  return (
    <>
      <h1>{t('texts.office.spend')}</h1>
      <ErrorSummary t={t} form={{ values: {}, errors }} />
      <MoneyPanel t={t} money={money} maySet={maySet} typed={typed} />
      <LastWeek t={t} spend={spend} />
    </>
  )
}

function LastWeek({ t, spend }: Pick<SpendingProps, 't' | 'spend'>) {
  return (
    <section>
      <h2>{t('texts.office.week')}</h2>
      {spend.length === 0 ? (
        <p>{t('texts.office.nothingYet')}</p>
      ) : (
        <WideTable
          label={t('texts.office.spend')}
          head={[
            t('texts.office.day'),
            t('texts.office.channel'),
            { number: t('texts.office.units') },
            { number: t('texts.office.cost') },
          ]}
        >
          {spend.map((row) => (
            <tr key={row.day + row.way}>
              <th scope="row">{row.day}</th>
              <td>{t(`texts.office.channels.${row.way === 'sms' ? 'sms' : 'call'}`)}</td>
              <td className="number">{t(`texts.office.unit.${row.way}`, { count: row.units })}</td>
              <td className="number">${row.dollars.toFixed(2)}</td>
            </tr>
          ))}
        </WideTable>
      )}
    </section>
  )
}
