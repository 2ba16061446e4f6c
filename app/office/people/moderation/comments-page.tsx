import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { OfficeTable } from '~/office/table/office-table'
import type { Part } from '~/office/table/table-state'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { Form } from '~/ui/forms/form'
import { useMoments } from '~/ui/page/readers-zone'
import type { CommentLine } from './comments.server'

export const hideReasons = ['names-somebody', 'insults', 'advertising', 'danger', 'other'] as const

interface CommentsProps extends Part<CommentLine> {
  t: Translate
  lang: Language
  state: CommentLine['state']
}

/** Comments to review, and those that were shown or hidden. */
export function CommentsPage({ t, lang, state, lines, table, count }: CommentsProps) {
  const momentOf = useMoments()
  const list = (
    <OfficeTable
      t={t}
      lang={lang}
      label={t('office.nav.comments')}
      rows={lines}
      keyOf={({ id }) => id}
      list={{ path: paths.office.comments(), kept: { state }, table, count }}
      empty={t(`office.comments.none.${state}`)}
      columns={[
        {
          name: 'choose',
          head: t('office.comments.choose'),
          cell: ({ id, name }) => (
            <input type="checkbox" name="id" value={id} aria-label={t('office.comments.chooseThis', { name })} />
          ),
        },
        { name: 'comment', head: t('office.comments.comment'), cell: ({ comment }) => <pre>{comment}</pre> },
        {
          name: 'name',
          head: t('office.people.name'),
          sorts: 'up',
          cell: ({ name, place }) => `${name}, ${place === 'abroad' ? t('site.petition.abroad') : place}`,
        },
        { name: 'petition', head: t('office.petitions.petition'), sorts: 'up', cell: ({ petition }) => petition },
        {
          name: 'when',
          head: t('office.numbers.when'),
          sorts: 'up',
          cell: ({ at }) => momentOf(lang, new Date(at)),
        },
      ]}
    />
  )
  return (
    <>
      <h1>{t('office.nav.comments')}</h1>
      <ul className="tabs">
        {(['review', 'shown', 'hidden'] as const).map((one) => (
          <li key={one}>
            <a
              href={`${paths.office.comments()}?state=${one}`}
              {...(one === state ? { 'aria-current': 'page' as const } : {})}
            >
              {t(`office.comments.states.${one}`)}
            </a>
          </li>
        ))}
      </ul>
      {lines.length === 0 ? (
        list
      ) : (
        <Form>
          {list}
          <div className="inline">
            {state !== 'shown' && (
              <button className="main" name="verdict" value="shown">
                {t('office.comments.show')}
              </button>
            )}
            {state !== 'hidden' && (
              <>
                <Choice
                  name="reason"
                  label={t('office.comments.reason')}
                  options={hideReasons.map((reason) => [reason, t(`office.comments.reasons.${reason}`)])}
                />
                <button name="verdict" value="hidden">
                  {t('office.comments.hide')}
                </button>
              </>
            )}
          </div>
        </Form>
      )}
    </>
  )
}
