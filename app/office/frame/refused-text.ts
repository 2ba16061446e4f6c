import type { Translate } from '~/i18n/translator'
import type { RefusedByRole } from '~/office/guard/refuse-by-role.server'

/** Which role somebody has, what a page needs, and whom to ask for it. @param data of the refusal, if it has any */
export function refusedText(t: Translate, data: unknown): string {
  if (typeof data !== 'object' || data === null || !('needs' in data)) return t('office.problem.403text')
  const { held, needs, lacking, because, where, ask } = data as RefusedByRole
  const sentences = held.map(({ role, group }) =>
    t('office.problem.held', { role: t(`office.roles.${role}.name`), group }),
  )
  const role = t(`office.roles.${needs}.name`)
  const needed = {
    role: () => t('office.problem.needs', { role }),
    group: () => t('office.problem.needsIn', { role, group: where ?? '' }),
    network: () => t('office.problem.needsNetwork', { role }),
    directory: () => t('office.problem.reports', { groups: lacking.join(', ') }),
  }[because]()
  const names = ask.join(', ')
  const asked =
    ask.length === 0
      ? t('office.problem.askServer')
      : t(because === 'directory' ? 'office.problem.askNetwork' : 'office.problem.ask', { names })
  return [...sentences, needed, asked].join(' ')
}
