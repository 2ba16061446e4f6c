import type { Translate } from '~/i18n/translator'
import type { RefusedByRole } from '~/office/guard/refuse-by-role.server'

/** Which role somebody has, which one a page needs, and whom to ask for it. @param data of the refusal, if it has any */
export function refusedText(t: Translate, data: unknown): string {
  if (typeof data !== 'object' || data === null || !('needs' in data)) return t('office.problem.403text')
  const { held, needs, ask } = data as RefusedByRole
  const sentences = held.map(({ role, group }) =>
    t('office.problem.held', { role: t(`office.roles.${role}.name`), group }),
  )
  const needed = t('office.problem.needs', { role: t(`office.roles.${needs}.name`) })
  const asked = ask.length > 0 ? t('office.problem.ask', { names: ask.join(', ') }) : t('office.problem.askServer')
  return [...sentences, needed, asked].join(' ')
}
