import { postWords } from '~/actions/kind/target-words'
import type { Language } from '~/i18n/language'
import type { Translate } from '~/i18n/translator'
import type { TargetLine } from './targets.server'

/** The holder of a post, with title and place. */
export function PostName({ t, lang, post }: { t: Translate; lang: Language; post: TargetLine }) {
  return (
    <>
      {post.name ?? <i>{t('outreach.office.targets.vacant')}</i>} <span className="small">{postWords(lang, post)}</span>
    </>
  )
}

/** The channels by which a post can be reached. */
export function Ways({ t, post }: { t: Translate; post: TargetLine }) {
  return (
    <span className="small">
      {post.ways.length > 0
        ? post.ways.map((way) => t(`outreach.office.targets.ways.${way}`)).join(', ')
        : t('outreach.office.targets.noWay')}
    </span>
  )
}
