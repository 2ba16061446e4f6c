import { createHash } from 'node:crypto'
import { documentKind } from '~/campaigns/library/document-content'
import { type Finding, type FindingKind, findingKinds, masked, mendable } from '~/campaigns/library/finding'
import type { Office } from '~/office/guard/guard.server'
import { paths } from '~/paths'
import { momentOf } from '~/ui/page/dates'
import type { OfficeDocument } from './office-documents.server'

/** What the page of a document's findings shows. Excerpts are masked for those who may not edit. */
export function showFindings(office: Office, document: OfficeDocument) {
  const {
    id,
    slug,
    state,
    bytes,
    pages,
    pagesRead,
    reading,
    failure,
    isReadAgain,
    findings,
    acceptedAt,
    work,
    keptSha256,
    campaign,
  } = document
  const mayEdit = office.may('edit', campaign.groupId)
  const kinds = findingKinds.map((kind) => ({ kind, found: findings.filter((one) => one.kind === kind) }))
  return {
    id,
    state,
    bytes,
    pages,
    pagesRead,
    reading,
    failure,
    isReadAgain,
    isCleaning: work === 'clean',
    hasOriginal: keptSha256 !== null,
    upload: paths.office.documentUpload(campaign.slug),
    edit: mayEdit ? paths.office.storyEdit(campaign.slug, documentKind.name, slug) : null,
    /** Tells whether somebody accepts what this page shows. */
    seen: findingsKey(findings),
    accepted: acceptedAt && momentOf(office.lang, acceptedAt, office.zone),
    groups: kinds.filter(({ found }) => found.length > 0).map(({ kind, found }) => groupOf(kind, found, mayEdit)),
    mayClean:
      findings.some(({ kind }) => mendable.has(kind)) && (state !== 'open' || office.may('publish', campaign.groupId)),
    hasInvisible: findings.some(({ kind }) => kind === 'invisible-text'),
    mayEdit,
    mayAccept: office.may('publish', campaign.groupId),
  }
}

function groupOf(kind: FindingKind, found: Finding[], mayEdit: boolean) {
  return {
    kind,
    count: found.reduce((sum, { count }) => sum + count, 0),
    found: found.map(({ page, excerpt, count }) => ({ page, excerpt: mayEdit ? excerpt : masked(excerpt), count })),
  }
}

export function findingsKey(findings: readonly Finding[]): string {
  return createHash('sha256').update(JSON.stringify(findings)).digest('hex').slice(0, 16)
}
