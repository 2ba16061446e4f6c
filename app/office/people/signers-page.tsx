import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { AskExportForm } from '~/office/people/exports/ask-export-form'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { ErrorSummary, TextField } from '~/ui/forms/fields'
import { Form } from '~/ui/forms/form'
import { emptyForm, type FormState } from '~/ui/forms/form-state'
import { wholeNumber } from '~/ui/page/dates'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import { FilterFields } from './filter-fields'
import { bulkKinds } from './signer-fields'
import type { SignerFilter, SignerLine } from './signers.server'

interface SignersProps {
  t: Translate
  lang: Language
  form: FormState
  filter: SignerFilter
  petitions: { slug: string; title: string }[]
  counties: { slug: string; name: string }[]
  lines: SignerLine[]
  next: string | null
  /** After a search: how many people it opened, and whether that was all of them; null without a search. */
  searched: { opened: number; isAll: boolean } | null
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
  petitions,
  counties,
  lines,
  next,
  searched,
  mayExport,
  mayChange,
  mayErase,
  hasTexts,
  unreachable,
}: SignersProps) {
  const momentOf = useMoments()
  const any: [string, string] = ['', t('office.people.any')]
  const { before: _, ...kept } = filter
  const query = new URLSearchParams(Object.entries(kept).filter(([, value]) => value !== ''))
  return (
    <>
      <h1>{t('office.nav.people')}</h1>
      <p className="lead">{t('office.people.lead')}</p>
      {unreachable > 0 && <p>{t('office.people.unreachableCount', { count: unreachable })}</p>}
      <ErrorSummary t={t} form={form} />
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
        <form method="get" className="panel inline" action={paths.office.people()}>
          <Choice
            name="petition"
            label={t('office.petitions.petition')}
            options={[any, ...petitions.map(({ slug, title }): [string, string] => [slug, title])]}
            chosen={filter.petition}
          />
          <Choice
            name="state"
            label={t('office.petitions.state')}
            options={[
              any,
              ...(['confirmed', 'unconfirmed', 'held'] as const).map((state): [string, string] => [
                state,
                t(`office.people.states.${state}`),
              ]),
            ]}
            chosen={filter.state}
          />
          <Choice
            name="language"
            label={t('office.people.language')}
            options={[any, ['en', 'English'], ['es', 'Español']]}
            chosen={filter.language}
          />
          <Choice
            name="consent"
            label={t('office.people.consent')}
            options={[
              any,
              ...(['email', 'sms', 'show_name', 'network'] as const).map((purpose): [string, string] => [
                purpose,
                t(`office.people.consents.${purpose}`),
              ]),
            ]}
            chosen={filter.consent}
          />
          <TextField
            t={t}
            form={{ values: filter, errors: [] }}
            name="area"
            label={t('office.numbers.area')}
            maxLength={6}
          />
          {(counties.length > 0 || filter.county) && (
            <Choice
              name="county"
              label={t('places.numbers.county')}
              options={[any, ...counties.map(({ slug, name }): [string, string] => [slug, name])]}
              chosen={filter.county}
            />
          )}
          <TextField
            t={t}
            form={{ values: filter, errors: [] }}
            name="source"
            label={t('office.numbers.source')}
            maxLength={16}
          />
          <TextField
            t={t}
            form={{ values: filter, errors: [] }}
            name="tag"
            label={t('office.people.newTag')}
            maxLength={40}
          />
          <TextField
            t={t}
            form={{ values: filter, errors: [] }}
            name="day"
            type="date"
            label={t('office.people.day')}
          />
          <button>{t('office.people.narrow')}</button>
        </form>
      )}
      {mayExport && !searched && <AskExportForm t={t} form={{ values: kept, errors: [] }} />}
      {lines.length === 0 ? (
        <p>{t('office.people.none')}</p>
      ) : (
        <Form action={paths.office.bulk()}>
          {!searched && <FilterFields filter={kept} />}
          <WideTable
            label={t('office.nav.people')}
            caption={t('office.people.shown', { count: lines.length })}
            head={[
              mayChange && t('office.comments.choose'),
              t('office.people.name'),
              t('office.people.contact'),
              t('office.numbers.place'),
              t('office.petitions.petition'),
              t('office.petitions.state'),
              t('office.numbers.when'),
            ]}
          >
            {lines.map((line) => (
              <tr key={line.signatureId}>
                {mayChange && (
                  <td>
                    <input
                      type="checkbox"
                      name="person"
                      value={line.personId}
                      aria-label={t('office.bulk.choose', { name: line.name || t('office.people.nameless') })}
                    />
                  </td>
                )}
                <th scope="row">
                  <a href={paths.office.person(line.personId)}>{line.name || t('office.people.nameless')}</a>
                </th>
                <td>
                  {line.contact}{' '}
                  {line.channel === 'sms' && !hasTexts && (
                    <span className="small">{t('office.people.unreachable')}</span>
                  )}
                </td>
                <td>{line.place === 'abroad' ? t('site.petition.abroad') : line.place}</td>
                <td>{line.petition}</td>
                <td>
                  <span className={`state ${line.state}`}>
                    {t(`office.people.states.${line.held ? 'held' : line.state}`)}
                  </span>
                </td>
                <td>{momentOf(lang, new Date(line.at))}</td>
              </tr>
            ))}
          </WideTable>
          {mayChange && <BulkChoice t={t} mayExport={mayExport} mayErase={mayErase} isSearch={searched !== null} />}
        </Form>
      )}
      {mayErase && (
        <p className="small">
          <a href={paths.office.erased()}>{t('office.erased.link')}</a>
        </p>
      )}
      {next && (
        <p>
          <a className="button" href={`${paths.office.people()}?${query}&before=${encodeURIComponent(next)}`}>
            {t('office.people.more', { count: wholeNumber(lang, lines.length) })}
          </a>
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
