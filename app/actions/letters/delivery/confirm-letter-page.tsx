import { titleIn } from '~/actions/kind/target-words'
import type { SuggestedLetter } from '~/actions/letters/suggested-letter.server'
import { paths } from '~/paths'
import { Form } from '~/ui/forms/form'
import { NoticePage } from '~/ui/page/notice-page'
import type { PageProps } from '~/ui/page/public-layout'
import type { LetterLink } from './find-letter-link.server'

/**
 * Buttons to send or discard a letter, or why there are none.
 *
 * @param suggested what the suggested letter says, in the page's language; the letter itself is sealed
 */
export function ConfirmLetterPage({
  lang,
  t,
  state,
  slug,
  title,
  to,
  dropped,
  suggested,
}: PageProps & LetterLink & { dropped: 'gone' | 'held' | null; suggested: SuggestedLetter }) {
  const again = {
    href: slug ? paths.letters(lang, slug) : paths.home(lang),
    label: slug ? t('letters.confirm.again') : t('site.problem.home'),
  }
  if (dropped === 'gone')
    return <NoticePage title={t('letters.confirm.droppedTitle')} text={t('letters.confirm.droppedText')} next={again} />
  if (dropped === 'held')
    return <NoticePage title={t('letters.confirm.heldTitle')} text={t('letters.confirm.heldText')} next={again} />
  switch (state) {
    case 'waiting':
      return (
        <NoticePage title={t('letters.confirm.title')} text={t('letters.confirm.text')}>
          <ul className="names">
            {to.map((post) => (
              <li key={`${post.name} ${post.title}`}>
                <strong>{post.name ?? titleIn(lang, post)}</strong> {post.name && titleIn(lang, post)}
              </li>
            ))}
          </ul>
          <p className="note">{title?.[lang]}</p>
          <Form>
            <button className="button wide hot" name="intent" value="send">
              {t('letters.confirm.button')}
            </button>
          </Form>
          {lang === 'es' && (
            <>
              {suggested.asks && (
                <p>
                  <strong>{t('letters.confirm.asks')}</strong> {suggested.asks}.
                </p>
              )}
              {suggested.says.length > 0 && (
                <details>
                  <summary>{t('letters.confirm.says')}</summary>
                  <p className="plain-text">{suggested.says.join('\n\n')}</p>
                </details>
              )}
              <p>{t('letters.confirm.meaning')}</p>
            </>
          )}
          <Form className="block">
            <p>{t('letters.confirm.dropText')}</p>
            <button className="button plain" name="intent" value="drop">
              {t('letters.confirm.drop')}
            </button>
          </Form>
        </NoticePage>
      )
    case 'confirmed':
      return (
        <NoticePage
          title={t('letters.confirm.confirmedTitle')}
          text={t('letters.confirm.confirmedText')}
          next={{ href: paths.lettersThanks(lang, slug), label: t('outreach.else.title') }}
        />
      )
    case 'withdrawn':
      return (
        <NoticePage
          title={t('letters.confirm.withdrawnTitle')}
          text={t('letters.confirm.withdrawnText')}
          next={again}
        />
      )
    case 'expired':
      return (
        <NoticePage title={t('letters.confirm.expiredTitle')} text={t('letters.confirm.expiredText')} next={again} />
      )
    case 'unknown':
      return (
        <NoticePage title={t('letters.confirm.unknownTitle')} text={t('letters.confirm.unknownText')} next={again} />
      )
  }
}
