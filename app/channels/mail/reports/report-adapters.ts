import type { ReportAdapter } from './report-adapter'
import { snsReports } from './sns-reports'

/** The adapters by the name in the webhook's address. A mail server that posts raw mail needs none (`mail-hook.server.ts`). */
export const reportAdapters = { ses: snsReports } as const satisfies Record<string, ReportAdapter>

export type ReportProvider = keyof typeof reportAdapters

export function isReportProvider(name: string): name is ReportProvider {
  return Object.hasOwn(reportAdapters, name)
}
