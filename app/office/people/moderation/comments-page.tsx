import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import { paths } from '~/paths'
import { Choice } from '~/ui/forms/choice'
import { Form } from '~/ui/forms/form'
import { useMoments } from '~/ui/page/readers-zone'
import { WideTable } from '~/ui/page/wide-table'
import type { CommentLine } from './comments.server'

export const hideReasons = ['names-somebody', 'insults', 'advertising', 'danger', 'other'] as const

interface CommentsProps {
  t: Translate
  lang: Language
  state: CommentLine['state']
  lines: CommentLine[]
}

/** Comments to review, and those that were shown or hidden. */
export function CommentsPage({ t, lang, state, lines }: CommentsProps) {
  const momentOf = useMoments()
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
        <p>{t('office.comments.none')}</p>
      ) : (
        <Form>
          <input type="hidden" name="from" value={state} />
          <WideTable
            label={t('office.nav.comments')}
            head={[
              t('office.comments.choose'),
              t('office.comments.comment'),
              t('office.people.name'),
              t('office.petitions.petition'),
              t('office.numbers.when'),
            ]}
          >
            {lines.map((line) => (
              <tr key={line.id}>
                <td>
                  <input
                    type="checkbox"
                    name="id"
                    value={line.id}
                    aria-label={t('office.comments.chooseThis', { name: line.name })}
                  />
                </td>
                <td>
                  <pre>{line.comment}</pre>
                </td>
                <td>
                  {line.name}, {line.place === 'abroad' ? t('site.petition.abroad') : line.place}
                </td>
                <td>{line.petition}</td>
                <td>{momentOf(lang, new Date(line.at))}</td>
              </tr>
            ))}
          </WideTable>
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
