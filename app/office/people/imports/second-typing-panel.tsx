import type { Translate } from '~/i18n/translator'
import { Form } from '~/ui/forms/form'
import type { FormState } from '~/ui/forms/form-state'
import { WideTable } from '~/ui/page/wide-table'
import { type SecondTyping, type TypedField, typedFields } from './second-typing'

interface SecondTypingProps {
  t: Translate
  /** Of the list. */
  id: string
  sheet: SecondTyping
  /** What was typed, in a form that was refused. */
  form: FormState
}

/** The double-key check of a sheet: somebody else types it again, and chooses where the two differ. */
export function SecondTypingPanel({ t, id, sheet, form }: SecondTypingProps) {
  const { second, differing, isOwn } = sheet
  const typed = form.values.intent === 'second' && form.values.id === id ? form.values : {}
  if (differing.length > 0 && second) return <Differences t={t} id={id} sheet={{ ...sheet, second }} />
  if (second) return <p className="done">{t('office.imports.second.same', { who: second.by, count: second.lines })}</p>
  if (isOwn) return <p className="small">{t('office.imports.second.ask')}</p>
  return (
    <details open={typed.intent !== undefined}>
      <summary>{t('office.imports.second.title')}</summary>
      <p>{t('office.imports.second.text', { who: sheet.firstBy })}</p>
      <Form encType="multipart/form-data">
        <input type="hidden" name="intent" value="second" />
        <input type="hidden" name="id" value={id} />
        <WideTable
          label={t('office.imports.second.title')}
          className="sheet-entry"
          head={typedFields.map((name) => t(`office.imports.columns.${name}`))}
        >
          {sheet.lines.map((line, at) => (
            <tr key={line}>
              {(['name', 'contact', 'zip'] as const).map((name) => (
                <td key={name}>
                  {name === 'name' && <input type="hidden" name="line" value={line} />}
                  <input
                    name={name}
                    defaultValue={typed[`${name} ${at}`] ?? ''}
                    autoComplete="off"
                    aria-label={labelOf(t, name, at)}
                    maxLength={1000}
                  />
                </td>
              ))}
              <td>
                <input
                  name={`show${at}`}
                  type="checkbox"
                  value="x"
                  defaultChecked={typed[`show${at}`] !== undefined}
                  aria-label={labelOf(t, 'show', at)}
                />
              </td>
            </tr>
          ))}
        </WideTable>
        <button>{t('office.imports.second.compare')}</button>
      </Form>
    </details>
  )
}

function labelOf(t: Translate, name: TypedField, at: number): string {
  return `${t(`office.imports.columns.${name}`)} ${at + 1}`
}

/** Both typings of each field that differs, side by side, to choose between. */
function Differences({
  t,
  id,
  sheet,
}: Omit<SecondTypingProps, 'form'> & { sheet: { second: NonNullable<SecondTyping['second']> } }) {
  const { firstBy, second, differing, lines } = sheet
  return (
    <section className="panel" id={`second-${id}`}>
      <h3>{t('office.imports.second.differ', { count: differing.length })}</h3>
      <p>{t('office.imports.second.differText')}</p>
      <Form encType="multipart/form-data">
        <input type="hidden" name="intent" value="choose" />
        <input type="hidden" name="id" value={id} />
        <WideTable
          label={t('office.imports.second.differ', { count: differing.length })}
          head={[
            t('office.imports.second.where'),
            t('office.imports.second.first', { who: firstBy }),
            t('office.imports.second.second', { who: second.by }),
          ]}
        >
          {differing.map(({ line, field, ...typings }) => (
            <tr key={`${line} ${field}`}>
              <th scope="row">{labelOf(t, field, lines.indexOf(line))}</th>
              {(['first', 'second'] as const).map((which) => (
                <td key={which}>
                  <label>
                    <input type="radio" name={`${line} ${field}`} value={which} required />{' '}
                    {said(t, field, typings[which])}
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </WideTable>
        <button className="main">{t('office.imports.second.choose')}</button>
      </Form>
    </section>
  )
}

function said(t: Translate, field: TypedField, cell: string): string {
  if (field === 'show') return t(cell ? 'office.imports.second.mayShow' : 'office.imports.second.mayNotShow')
  return cell || t('office.imports.second.empty')
}
