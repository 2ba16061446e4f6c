import { guarded } from '~/office/guard/guard.server'
import { policyTemplate } from '~/office/policies/imports/policy-lists.server'
import { csvFile } from '~/ui/forms/csv-file'

/** A CSV template with one example line. */
export const loader = guarded('see-numbers', async () => csvFile('policies', policyTemplate()))
