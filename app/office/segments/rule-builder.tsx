import type { Translate } from '~/i18n/translator'
import { mostLevels } from '~/messages/segments/segment-rule'
import {
  type At,
  type ConditionField,
  conditionKinds,
  type DraftCondition,
  type DraftGroup,
  type DraftPart,
  fieldAt,
  fieldsOfKind,
  joinings,
} from './rule-draft'
import type { RuleOptions } from './rule-options.server'
import { choicesOf, chosenFrom, optionalFields } from './rule-words'

interface BuilderProps {
  t: Translate
  draft: DraftGroup
  options: RuleOptions
  /** What is wrong, by the field's name. */
  errors: ReadonlyMap<string, string>
  /** The part that a button has just changed; null: none. */
  changed: string | null
}

/** A rule as rows of words, in groups. Buttons post the form: it works without scripts, and by keyboard. */
export function RuleBuilder({ draft, ...props }: BuilderProps) {
  return <Group {...props} part={draft} at={[]} />
}

type Rest = Omit<BuilderProps, 'draft'>

function Group({ part, at, ...rest }: Rest & { part: DraftGroup; at: At }) {
  const { t, options } = rest
  const id = fieldAt(at, 'joins')
  const add = fieldAt(at, 'add')
  const where = at.join('-')
  const offered = conditionKinds.filter((kind) => kind !== 'field' || options.field.length > 0)
  return (
    <fieldset className={at.length === 0 ? 'rule panel' : 'rule'}>
      <legend className="label">{t(at.length === 0 ? 'segments.rule' : 'segments.group')}</legend>
      <div className="row">
        <label htmlFor={id} className="unseen">
          {t('segments.joins')}
        </label>
        <select
          id={id}
          name={id}
          defaultValue={part.joins}
          autoFocus={rest.changed === where}
          {...describedBy(rest.errors, id)}
        >
          {joinings.map((joins) => (
            <option key={joins} value={joins}>
              {t(`segments.joinings.${joins}`)}
            </option>
          ))}
        </select>
        {at.length > 0 && (
          <button name="intent" value={`remove ${where}`} aria-label={t('segments.removeGroup')}>
            {t('segments.remove')}
          </button>
        )}
      </div>
      <Problem errors={rest.errors} field={id} />
      {part.parts.length === 0 && (
        <p className="small">{t(at.length === 0 ? 'segments.emptyRule' : 'segments.emptyGroup')}</p>
      )}
      {part.parts.map((one, number) => (
        <Part key={number} {...rest} part={one} at={[...at, number]} />
      ))}
      <div className="row">
        <label htmlFor={add} className="small">
          {t('segments.addLabel')}
        </label>
        <select id={add} name={add} defaultValue="signed">
          {offered.map((kind) => (
            <option key={kind} value={kind}>
              {t(`segments.kinds.${kind}`)}
            </option>
          ))}
        </select>
        <button name="intent" value={`add ${where}`.trim()}>
          {t('segments.add')}
        </button>
        {at.length + 1 < mostLevels && (
          <button name="intent" value={`group ${where}`.trim()}>
            {t('segments.addGroup')}
          </button>
        )}
      </div>
    </fieldset>
  )
}

function Part({ part, ...rest }: Rest & { part: DraftPart; at: At }) {
  return 'joins' in part ? <Group part={part} {...rest} /> : <Condition part={part} {...rest} />
}

function Condition({ part, at, ...rest }: Rest & { part: DraftCondition; at: At }) {
  const { t } = rest
  const not = fieldAt(at, 'not')
  const words = t(`segments.kinds.${part.kind}`)
  return (
    <div className="row" role="group" aria-label={words}>
      <input type="hidden" name={fieldAt(at, 'kind')} value={part.kind} />
      <label htmlFor={not} className="unseen">
        {t('segments.who')}
      </label>
      <select id={not} name={not} defaultValue={part.isNot ? '1' : ''} autoFocus={rest.changed === at.join('-')}>
        <option value="">{t('segments.whos.yes')}</option>
        <option value="1">{t('segments.whos.no')}</option>
      </select>
      <span>{words}</span>
      {fieldsOfKind[part.kind].map((field: ConditionField) => (
        <Value
          key={field}
          {...rest}
          ofField={part.values.field ?? ''}
          field={field}
          name={fieldAt(at, field)}
          value={part.values[field] ?? ''}
        />
      ))}
      <button name="intent" value={`remove ${at.join('-')}`} aria-label={t('segments.removeOne', { condition: words })}>
        {t('segments.remove')}
      </button>
      {fieldsOfKind[part.kind].map((field: ConditionField) => (
        <Problem key={field} errors={rest.errors} field={fieldAt(at, field)} />
      ))}
    </div>
  )
}

/** Fields whose label says more than the words before it. */
const saysMore: ReadonlySet<ConditionField> = new Set(['outcome', 'days', 'place'])

function Value({
  t,
  options,
  errors,
  field,
  ofField,
  name,
  value: typed,
}: Rest & { field: ConditionField; ofField: string; name: string; value: string }) {
  const choices = field === 'value' ? (options.choices[ofField] ?? []) : choicesOf(t, field, options)
  const value = field === 'value' ? (chosenFrom(choices, typed)?.[0] ?? typed) : typed
  const label = (
    <label htmlFor={name} className={saysMore.has(field) ? 'small' : 'unseen'}>
      {t(`segments.fields.${field}`)}
    </label>
  )
  if (choices.length === 0 && ['days', 'zips', 'place', 'tag', 'value'].includes(field))
    return (
      <>
        {label}
        <input
          id={name}
          name={name}
          defaultValue={value}
          maxLength={field === 'zips' ? 1400 : field === 'days' ? 4 : 80}
          className={field === 'days' ? 'narrow' : undefined}
          autoComplete="off"
          {...(field === 'days' ? { inputMode: 'numeric' as const } : {})}
          {...describedBy(errors, name)}
        />
        {field === 'days' && <span>{t('segments.daysAfter')}</span>}
      </>
    )
  const isKnown = value === '' || choices.some(([one]) => one === value)
  return (
    <>
      {label}
      <select id={name} name={name} defaultValue={value} {...describedBy(errors, name)}>
        {field !== 'is' && (
          <option value="">{t(optionalFields.has(field) ? 'segments.any' : 'segments.choose')}</option>
        )}
        {!isKnown && <option value={value}>{t('segments.gone')}</option>}
        {choices.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </>
  )
}

function describedBy(errors: BuilderProps['errors'], field: string) {
  return errors.has(field) ? { 'aria-invalid': true, 'aria-describedby': `${field}-error` } : {}
}

function Problem({ errors, field }: Pick<BuilderProps, 'errors'> & { field: string }) {
  const words = errors.get(field)
  return words ? (
    <p className="error" id={`${field}-error`}>
      {words}
    </p>
  ) : null
}
