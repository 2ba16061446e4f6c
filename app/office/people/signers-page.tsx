import { type Language, languageNames, languages } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { AskExportForm } from '~/office/people/exports/ask-export-form'
import { FilterForm } from '~/office/table/filter-form'
import { OfficeTable } from '~/office/table/office-table'
import type { TableState } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { longDate } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'
import { FilterFields } from './filter-fields'
import { bulkKinds } from './signer-fields'
import type { SignerFilter, SignerLine } from './signers.server'

interface SignersProps {
  t: Translate
  lang: Language
  form: FormState
  filter: SignerFilter
  /** Otherwise nobody is listed. */
  isFilterRead: boolean
  petitions: { slug: string; title: string }[]
  counties: { slug: string; name: string }[]
  lines: SignerLine[]
  table: TableState
  count: number
  /** More match than the list holds. */
  isCut: boolean
  /** After a search: how many people it opened, and whether that was all of them; null without a search. */
  searched: { opened: number; isAll: boolean } | null
  /** What was searched for is no longer kept, and everybody is listed instead. */
  isSearchGone: boolean
  mayExport: boolean
  mayChange: boolean
  mayErase: boolean
  hasTexts: boolean
  /** People in reach with only a phone, where texts are not set up; else 0. */
  unreachable: number
}

/** The people who signed, one page at a time. */
export function SignersPage({
  t,
  lang,
  form,
  filter,
  isFilterRead,
  petitions,
  counties,
  lines,
  table,
  count,
  isCut,
  searched,
  isSearchGone,
  mayExport,
  mayChange,
  mayErase,
  hasTexts,
  unreachable,
}: SignersProps) {
  const momentOf = useMoments()
  const list = { path: paths.office.people(), filters: { ...filter }, table, count, isCut }
  return (
    <>
      <h1>{t('office.nav.people')}</h1>
      <p className="lead">{t('office.people.lead')}</p>
      {unreachable > 0 && <p>{t('office.people.unreachableCount', { count: unreachable })}</p>}
      <ErrorSummary
        t={t}
        form={isFilterRead ? form : { ...form, errors: [...form.errors, { field: '', message: 'filterUnread' }] }}
      />
      <Form className="panel inline" action={paths.office.people()}>
        <TextField
          t={t}
          form={form}
          name="search"
          label={t('office.people.search')}
          hint={t('office.people.searchHint')}
        />
        <button>{t('office.people.searchButton')}</button>
      </Form>
      {isSearchGone && <p role="status">{t('office.people.searchGone')}</p>}
      {searched && (
        <p className="done" role="status">
          {searched.opened > 0
            ? t('office.people.searchedNames', { count: searched.opened })
            : t('office.people.searchedContact')}{' '}
          {!searched.isAll && t('office.people.searchedNewest')}{' '}
          <a href={paths.office.people()}>{t('office.people.all')}</a>
        </p>
      )}
      {!searched && (
        <FilterForm
          t={t}
          list={list}
          fields={[
            {
              name: 'petition',
              label: t('office.petitions.petition'),
              options: petitions.map(({ slug, title }) => [slug, title]),
            },
            {
              name: 'state',
              label: t('office.petitions.state'),
              options: (['confirmed', 'unconfirmed', 'held', 'news'] as const).map((state) => [
                state,
                t(`office.people.states.${state}`),
              ]),
            },
            {
              name: 'language',
              label: t('office.people.language'),
              options: languages.map((language) => [language, languageNames[language]]),
            },
            {
              name: 'consent',
              label: t('office.people.consent'),
              options: (['email', 'sms', 'show_name', 'network'] as const).map((purpose) => [
                purpose,
                t(`office.people.consents.${purpose}`),
              ]),
            },
            { name: 'area', label: t('office.numbers.area'), maxLength: 6 },
            (counties.length > 0 || filter.county !== '') && {
              name: 'county',
              label: t('places.numbers.county'),
              options: counties.map(({ slug, name }) => [slug, name]),
            },
            { name: 'source', label: t('office.numbers.source'), maxLength: 16 },
            { name: 'tag', label: t('office.people.newTag'), maxLength: 40 },
            { name: 'day', label: t('office.people.day'), type: 'date' },
          ]}
        />
      )}
      <Form action={paths.office.bulk()}>
        {!searched && <FilterFields filter={filter} />}
        <OfficeTable
          t={t}
          lang={lang}
          label={t('office.nav.people')}
          rows={lines}
          keyOf={({ signatureId }) => signatureId}
          {...(searched ? {} : { list })}
          empty={
            searched ? (
              t('office.people.noneFound')
            ) : (
              <>
                {t('office.people.none')} <a href={paths.office.pages()}>{t('office.menu.sections.pages')}</a>
              </>
            )
          }
          columns={[
            mayChange && {
              name: 'choose',
              head: t('office.comments.choose'),
              cell: ({ personId, name }) => (
                <input
                  type="checkbox"
                  name="person"
                  value={personId}
                  aria-label={t('office.bulk.choose', { name: name || t('office.people.nameless') })}
                />
              ),
            },
            {
              name: 'name',
              head: t('office.people.name'),
              isName: true,
              cell: ({ personId, name }) => (
                <a href={paths.office.person(personId)}>{name || t('office.people.nameless')}</a>
              ),
            },
            {
              name: 'contact',
              head: t('office.people.contact'),
              cell: ({ contact, channel }) => (
                <>
                  {contact}{' '}
                  {channel === 'sms' && !hasTexts && <span className="small">{t('office.people.unreachable')}</span>}
                </>
              ),
            },
            {
              name: 'place',
              head: t('office.numbers.place'),
              sorts: 'up',
              cell: ({ place }) => (place === 'abroad' ? t('site.petition.abroad') : place),
            },
            { name: 'petition', head: t('office.petitions.petition'), sorts: 'up', cell: ({ petition }) => petition },
            {
              name: 'state',
              head: t('office.petitions.state'),
              sorts: 'up',
              cell: ({ state, held }) => (
                <span className={`state ${state}`}>{t(`office.people.states.${held ? 'held' : state}`)}</span>
              ),
            },
            {
              name: 'when',
              head: t('office.numbers.when'),
              sorts: 'up',
              cell: ({ at, signedOn }) => (
                <>
                  {momentOf(lang, new Date(at))}
                  {signedOn && (
                    <span className="small"> {t('office.people.onSheet', { day: longDate(lang, signedOn) })}</span>
                  )}
                </>
              ),
            },
          ]}
        />
        {isCut && !searched && <p className="small">{t('office.people.cut', { count })}</p>}
        {mayChange && lines.length > 0 && (
          <BulkChoice t={t} mayExport={mayExport} mayErase={mayErase} isSearch={searched !== null} />
        )}
      </Form>
      {mayExport && !searched && <AskExportForm t={t} form={{ values: { ...filter }, errors: [] }} />}
      {mayErase && (
        <p className="small">
          <a href={paths.office.erased()}>{t('office.erased.link')}</a>
        </p>
      )}
    </>
  )
}

/** What to do with the chosen people, or with all that the filter finds; always previewed first. */
function BulkChoice({
  t,
  mayExport,
  mayErase,
  isSearch,
}: {
  t: Translate
  mayExport: boolean
  mayErase: boolean
  isSearch: boolean
}) {
  const kinds = bulkKinds.filter((kind) => (mayExport || kind !== 'export') && (mayErase || kind !== 'erase'))
  return (
    <fieldset className="panel inline">
      <legend className="label">{t('office.bulk.title')}</legend>
      <Choice
        name="kind"
        label={t('office.bulk.kind')}
        options={kinds.map((kind): [string, string] => [kind, t(`office.bulk.kinds.${kind}`)])}
        chosen="tag"
      />
      <TextField t={t} form={emptyForm} name="new_tag" label={t('office.people.newTag')} maxLength={40} />
      <button name="whom" value="chosen">
        {t('office.bulk.withChosen')}
      </button>
      {!isSearch && (
        <button name="whom" value="all">
          {t('office.bulk.withAll')}
        </button>
      )}
    </fieldset>
  )
}
