import type { ReactNode } from 'react'
import { otherLanguage } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { type ListItem, listedItems } from '~/ui/forms/content-list'
import type { FormState } from '~/ui/forms/form-state'
import type { EditorField, OfferedThing } from './said-field'

interface EditorListProps {
  t: Translate
  form: FormState
  field: Extract<EditorField, { shape: 'list' }>
  /** Form fields that are missing for publishing. */
  missing: string[]
  /** Input for a field of an item. */
  input: (field: EditorField) => ReactNode
}

/**
 * Things in an order of one's own: each can be opened, moved, removed and put back. Every button saves the whole form, so
 * nothing typed is lost; with script, rows can also be dragged.
 */
export function EditorList({ t, form, field, missing, input }: EditorListProps) {
  const { name } = field
  const order = form.values[name] ?? ''
  const items = listedItems(field, order)
  const kept = items.filter((item) => !item.isRemoved)
  return (
    <fieldset className="list" id={name}>
      <legend className="label">
        {field.label} {field.hint && <span className="hint">{field.hint}</span>}
      </legend>
      <input type="hidden" name={name} value={order} autoComplete="off" data-order="" />
      {kept.length === 0 && <p>{t('office.edit.list.empty')}</p>}
      <ol data-sortable={name}>
        {kept.map((item, index) => (
          <Item
            key={item.key}
            t={t}
            form={form}
            field={field}
            item={item}
            siblings={kept
              .map((one, at) => offeredAs(form, field, one, at + 1))
              .filter(({ slug }) => slug !== item.key)}
            missing={missing}
            input={input}
            isFirst={index === 0}
            isLast={index === kept.length - 1}
          />
        ))}
      </ol>
      {items
        .filter((item) => item.isRemoved)
        .map((item) => (
          <p key={item.key} className="small">
            {t('office.edit.list.removed', { name: nameOf(form, field, item) })}{' '}
            <button name="intent" value={`restore:${name}:${item.key}`}>
              {t('office.edit.list.restore')}
            </button>
            <HiddenFields form={form} field={field} item={item} />
          </p>
        ))}
      <details className="add" id={`${name}-end`}>
        <summary>{t('office.edit.list.add')}</summary>
        <div className="acts">
          {Object.entries(field.kinds).map(([kind, { label }]) => (
            <button key={kind} name="intent" value={`add:${name}:${kind}`}>
              {label}
            </button>
          ))}
        </div>
      </details>
    </fieldset>
  )
}

interface ItemProps extends EditorListProps {
  item: ListItem
  /** The others in the list. */
  siblings: OfferedThing[]
  isFirst: boolean
  isLast: boolean
}

function Item({ t, form, field, item, siblings, missing, input, isFirst, isLast }: ItemProps) {
  const { label, fields } = field.kinds[item.kind]!
  const prefix = `${field.name}.${item.key}`
  const isOff = form.values[`${prefix}.isOn`] === '' && fields.some((one) => one.name === 'isOn')
  const hasProblem =
    form.errors.some((error) => error.field.startsWith(`${prefix}.`)) ||
    (!isOff && missing.some((one) => one.startsWith(`${prefix}.`)))
  const isNew = !Object.entries(form.values).some(
    ([name, value]) => name.startsWith(`${prefix}.`) && !name.endsWith('.isOn') && value !== '',
  )
  const title = nameOf(form, field, item)
  return (
    <li id={prefix} tabIndex={-1} data-key={item.key} data-kind={item.kind}>
      <div className="row">
        <span className="grip" aria-hidden="true">
          ⠿
        </span>
        <strong>{label}</strong> <span className="small">{title !== label && title}</span>{' '}
        {isOff && <span className="state">{t('office.edit.list.off')}</span>}
        <span className="state alert" data-lacks={isOff ? undefined : `${prefix}.`} hidden={!hasProblem}>
          {t('office.edit.isMissing')}
        </span>
        <span className="acts">
          {!isFirst && (
            <button
              name="intent"
              value={`up:${field.name}:${item.key}`}
              aria-label={t('office.edit.list.up', { name: title })}
            >
              ↑
            </button>
          )}
          {!isLast && (
            <button
              name="intent"
              value={`down:${field.name}:${item.key}`}
              aria-label={t('office.edit.list.down', { name: title })}
            >
              ↓
            </button>
          )}
          <button name="intent" value={`remove:${field.name}:${item.key}`}>
            {t('office.edit.list.remove')}
          </button>
        </span>
      </div>
      <details open={isNew || form.errors.some((error) => error.field.startsWith(`${prefix}.`))}>
        <summary>{t('office.edit.list.open', { name: title })}</summary>
        {fields.map((one) =>
          input({ ...one, name: `${prefix}.${one.name}`, ...(one.shape === 'sibling' ? { offered: siblings } : {}) }),
        )}
      </details>
    </li>
  )
}

/** What was removed keeps its words until it is dropped. */
function HiddenFields({ form, field, item }: Pick<ItemProps, 'form' | 'field' | 'item'>) {
  const prefix = `${field.name}.${item.key}.`
  return (
    <>
      {Object.entries(form.values)
        .filter(([name, value]) => name.startsWith(prefix) && value !== '')
        .map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
    </>
  )
}

/** How a thing is offered to the others of its list: by its day, kind and title. */
/** By its day, or else by its number in the list, as what is missing is told. */
function offeredAs(form: FormState, field: EditorListProps['field'], item: ListItem, number: number): OfferedThing {
  const { label, fields } = field.kinds[item.kind]!
  const day = fields.find(({ shape }) => shape === 'day')
  const title = nameOf(form, field, item)
  const words = day
    ? [form.values[`${field.name}.${item.key}.${day.name}`], label, title !== label && title]
    : [`${number}. ${label}`, title !== label && title]
  return { slug: item.key, name: words.filter(Boolean).join(' · ') }
}

/** Its heading or title, in the reader’s language if it has one; else what was chosen in it; else its kind. */
function nameOf(form: FormState, field: EditorListProps['field'], { key, kind }: ListItem): string {
  const of = (name: string) => form.values[`${field.name}.${key}.${name}`] ?? ''
  const words = ['heading', 'title', 'ask', 'alt'].flatMap((name) =>
    [field.language, otherLanguage(field.language)].map((language) => of(`${name}_${language}`)),
  )
  const { label, fields } = field.kinds[kind]!
  return words.find(Boolean) || of('name') || chosenIn(fields, of) || label
}

/** The first three things that were chosen or filled in: “Some days · 2”. */
function chosenIn(fields: readonly EditorField[], of: (name: string) => string): string {
  const said = fields.flatMap((one) => {
    const value = of(one.name)
    if (one.shape === 'choice') return one.options.find((option) => option.value === value)?.label ?? []
    if (one.shape === 'reference') return one.offered.find(({ slug }) => slug === value)?.name ?? []
    return one.shape === 'number' || one.shape === 'text' ? value || [] : []
  })
  return said.slice(0, 3).join(' · ')
}
