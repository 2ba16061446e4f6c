import { expect, it } from 'vitest'
import type { Model } from '~/campaigns/policies/policy'
import { policyName } from '~/campaigns/policies/policy-words'
import { translator } from '~/i18n/translator'

const kinds = [{ key: '287g', name: { en: '287(g) agreement', es: 'Acuerdo 287(g)' } }] as never

it('names a policy with its model', () => {
  const policy = { kind: '287g', model: 'task-force' as const }
  expect(policyName('en', translator('en'), policy, kinds)).toBe('287(g) agreement: task force')
})

it('shows a model that it does not know as it is stored', () => {
  const policy = { kind: '287g', model: 'Tunnel Model' as Model }
  expect(policyName('es', translator('es'), policy, kinds)).toBe('Acuerdo 287(g): Tunnel Model')
})
