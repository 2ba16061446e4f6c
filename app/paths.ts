import type { Language } from '~/i18n/language'

/** Pages of the whole site, of which there is one. */
export const sitePages = ['home', 'officials', 'sheriffs', 'localities', 'documents', 'search'] as const
export type SitePage = (typeof sitePages)[number]

function withQuery(path: string, query: Record<string, string>): string {
  const asked = new URLSearchParams(query)
  return asked.size > 0 ? `${path}?${asked}` : path
}

/** Every URL of the site, in one place. Paths are relative to `PUBLIC_URL`; slugs and tokens need no escaping. */
export const paths = {
  home: (lang: Language) => `/${lang}`,
  manifest: (lang: Language) => `/${lang}/site.webmanifest`,
  /** @param file counts from 1; without it, the list of files */
  sitemap: (file?: number) => (file ? `/sitemaps/${file}.xml` : '/sitemap.xml'),
  privacy: (lang: Language) => `/${lang}/privacy`,
  campaign: (lang: Language, slug: string) => `/${lang}/campaigns/${slug}`,
  timeline: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/timeline`,
  courtCases: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/cases`,
  courtCase: (lang: Language, campaign: string, slug: string) => `/${lang}/campaigns/${campaign}/cases/${slug}`,
  news: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/news`,
  post: (lang: Language, campaign: string, slug: string) => `/${lang}/campaigns/${campaign}/news/${slug}`,
  meetings: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/meetings`,
  meeting: (lang: Language, campaign: string, slug: string) => `/${lang}/campaigns/${campaign}/meetings/${slug}`,
  /** Where a campaign's news is asked for, by a form or from another page's form. */
  keepPosted: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/posted`,
  /** @param asked how we reach whoever just asked, and their number, sealed */
  keepPostedCheck: (lang: Language, campaign: string, asked: { by: 'mail' | 'text'; sentTo: string | null }) =>
    `/${lang}/campaigns/${campaign}/posted/check?by=${asked.by}${asked.sentTo ? `&with=${asked.sentTo}` : ''}`,
  keepPostedThanks: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/posted/thanks`,
  /** The link in the mail or text that asks to confirm it. */
  keepPostedConfirm: (lang: Language, token: string) => `/${lang}/posted/${token}`,
  startYourOwn: (lang: Language, campaign: string) => `/${lang}/campaigns/${campaign}/start`,
  documents: (lang: Language) => `/${lang}/documents`,
  /** @param page from 1; without it, the first */
  document: (lang: Language, slug: string, page?: number) =>
    `/${lang}/documents/${slug}${page && page > 1 ? `/${page}` : ''}`,
  documentJson: (lang: Language, slug: string) => `/${lang}/documents/${slug}.json`,
  /** @param sha256 of the file; part of it changes the address when the file changes */
  documentFile: (slug: string, sha256: string) => `/documents/${slug}/${sha256.slice(0, 16)}.pdf`,
  /** @param picture like `12-large-` and its key */
  documentPicture: (slug: string, picture: string) => `/documents/${slug}/${picture}.webp`,
  /** @param state two letters; without it, the whole country */
  localities: (lang: Language, state?: string | null) => `/${lang}/localities${state ? `/${state.toLowerCase()}` : ''}`,
  localitiesFile: (lang: Language, kind: 'csv' | 'json') => `/${lang}/localities.${kind}`,
  localitiesMap: (lang: Language) => `/${lang}/localities/map.svg`,
  search: (lang: Language, query?: string, more: { kind?: string; page?: number } = {}) => {
    const { kind, page = 1 } = more
    const asked = {
      ...(query ? { q: query } : {}),
      ...(kind ? { kind } : {}),
      ...(page > 1 ? { page: String(page) } : {}),
    }
    return `/${lang}/search${Object.keys(asked).length > 0 ? `?${new URLSearchParams(asked)}` : ''}`
  },
  /** Short, for print: leads to a campaign, petition or action in the language of the browser. */
  short: (slug: string) => `/go/${slug}`,
  petition: (lang: Language, slug: string, ref?: string) => `/${lang}/petitions/${slug}${ref ? `?r=${ref}` : ''}`,
  petitionJson: (lang: Language, slug: string) => `/${lang}/petitions/${slug}.json`,
  /** Below which the share image of a page without a slug is; no page itself. */
  ofSite: (lang: Language, page: SitePage) => `/${lang}/site/${page}`,
  /** The image for link previews. @param page path of the page */
  shareImage: (page: string) => `${page}/share.png`,
  /** Its meeting or deadline for a calendar. @param page path of the page */
  calendar: (page: string) => `${page}/event.ics`,
  /** @param page path of the page it leads to */
  qr: (page: string, ref: string) => `${page}/qr.svg?r=${ref}`,
  /** To print, in both languages. @param page path of the page */
  flyer: (page: string) => `${page}/flyer.pdf`,
  /** The same page without its language; whoever types it gets it in the browser's. */
  withoutLanguage: (page: string) => page.replace(/^\/(en|es)(?=\/)/, ''),
  petitionKiosk: (lang: Language, slug: string) => `/${lang}/petitions/${slug}/kiosk`,
  /** @param signed how we reach whoever just signed, and the number they signed with, sealed */
  petitionCheck: (lang: Language, slug: string, signed: { by: 'mail' | 'text'; signedWith: string | null }) =>
    `/${lang}/petitions/${slug}/check?by=${signed.by}${signed.signedWith ? `&with=${signed.signedWith}` : ''}`,
  petitionThanks: (lang: Language, slug: string) => `/${lang}/petitions/${slug}/thanks`,
  /** Where a form of an outreach page posts: not to the page itself, which the browser then forgets on the way back. */
  tell: (page: string) => `${page}?tell`,
  texts: (lang: Language, slug: string) => `/${lang}/texts/${slug}`,
  bridge: (lang: Language, slug: string) => `/${lang}/calls/${slug}/bridge`,
  calls: (lang: Language, slug: string) => `/${lang}/calls/${slug}`,
  letters: (lang: Language, slug: string) => `/${lang}/letters/${slug}`,
  letterPdf: (lang: Language, slug: string) => `/${lang}/letters/${slug}/letter.pdf`,
  lettersCheck: (lang: Language, slug: string, isOutside = false) =>
    `/${lang}/letters/${slug}/check${isOutside ? '?zip=outside' : ''}`,
  lettersThanks: (lang: Language, slug: string, how: 'sent' | 'own' = 'sent') =>
    `/${lang}/letters/${slug}/thanks${how === 'own' ? '?how=own' : ''}`,
  letterConfirm: (lang: Language, token: string) => `/${lang}/letters/confirm/${token}`,
  /** Whether an office answered. */
  officeAnswered: (lang: Language, token: string) => `/${lang}/answered/${token}`,
  letterDigest: (lang: Language, token: string) => `/${lang}/letters/digest/${token}`,
  mailHook: () => '/hooks/mail',
  officials: (lang: Language) => `/${lang}/officials`,
  official: (lang: Language, post: string) => `/${lang}/officials/${post}`,
  place: (lang: Language, slug: string) => `/${lang}/places/${slug}`,
  /** The only page whose path is a word in its language. */
  sheriffs: (lang: Language, query: { by?: string; q?: string; state?: string } = {}) => {
    const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value))
    return `${lang === 'es' ? '/es/alguaciles' : '/en/sheriffs'}${asked.size > 0 ? `?${asked}` : ''}`
  },
  callsJson: (lang: Language, slug: string) => `/${lang}/calls/${slug}.json`,
  confirm: (lang: Language, token: string) => `/${lang}/confirm/${token}`,
  ownPageRequest: (lang: Language) => `/${lang}/me`,
  ownPage: (lang: Language, token: string) => `/${lang}/me/${token}`,
  stop: (lang: Language, token: string) => `/${lang}/stop/${token}`,
  /** Where a corrected address or number is confirmed, or the old one kept. */
  contact: (lang: Language, token: string) => `/${lang}/contact/${token}`,
  /** The organizers' office, under `OFFICE_URL`. */
  office: {
    home: () => '/office',
    signIn: (next?: string) => `/office/sign-in${next ? `?next=${encodeURIComponent(next)}` : ''}`,
    signOut: () => '/office/sign-out',
    prove: (next: string, asked?: string | null) =>
      `/office/prove?next=${encodeURIComponent(next)}${asked ? `&asked=${asked}` : ''}`,
    join: (token: string, language?: Language) => `/office/join/${token}${language ? `?lang=${language}` : ''}`,
    recover: (token?: string) => `/office/recover${token ? `/${token}` : ''}`,
    account: (done?: string) => `/office/account${done ? `?done=${done}` : ''}`,
    passkey: () => '/office/passkey',
    /** @param about id of the invitation or organizer, their role before, and the group */
    team: (
      done?: string,
      about: { id?: string | undefined; was?: string | undefined; group?: string | undefined } = {},
    ) =>
      withQuery(
        '/office/team',
        Object.fromEntries(
          Object.entries(done ? { done, id: about.id, was: about.was, group: about.group } : {}).flatMap(
            ([name, value]) => (value ? [[name, value]] : []),
          ),
        ),
      ),
    settings: (saved?: string) => `/office/settings${saved ? `?saved=${saved}` : ''}`,
    deliverability: (done?: string) => `/office/settings/deliverability${done ? `?done=${done}` : ''}`,
    sender: (group: string, done?: string) => `/office/settings/${group}/sender${done ? `?done=${done}` : ''}`,
    address: (token: string) => `/office/address/${token}`,
    member: (id: string) => `/office/team/${id}`,
    group: (id: string) => `/office/groups/${id}`,
    refused: (status: number, why?: string) => `/office/refused/${status}${why ? `?why=${why}` : ''}`,
    audit: () => '/office/audit',
    switches: () => '/office/switches',
    texts: () => '/office/texts',
    /** Where a keyword is made for a page. @param target `petition:<id>` or `action:<id>` */
    newKeyword: (target: string) => `/office/texts?target=${encodeURIComponent(target)}#new`,
    keyword: (word: string) => `/office/texts/${encodeURIComponent(word)}`,
    search: (words?: string) => `/office/search${words ? `?${new URLSearchParams({ q: words })}` : ''}`,
    /** @param searched as of `peopleSearch` */
    searchHeld: (searched: string) => withQuery('/office/search', { searched }),
    help: () => '/office/help',
    /** @param query which threads, and the page */
    inbox: (query: Record<string, string> = {}) => withQuery('/office/inbox', query),
    thread: (id: string, query: Record<string, string> = {}) => withQuery(`/office/inbox/${id}`, query),
    cannedReplies: (query: Record<string, string> = {}) => withQuery('/office/inbox/replies', query),
    messages: () => '/office/messages',
    /** @param query the first day, and what was just moved */
    calendar: (query: Record<string, string> = {}) => withQuery('/office/messages/calendar', query),
    broadcast: (id: string) => `/office/messages/drafts/${id}`,
    drafts: () => '/office/messages/drafts',
    broadcastSend: (id: string) => `/office/messages/drafts/${id}/send`,
    broadcastPreview: (id: string, lang: Language) => `/office/messages/drafts/${id}/preview/${lang}`,
    ladders: () => '/office/ladders',
    ladder: (id: string) => `/office/ladders/${id}`,
    ladderEdit: (id: string) => `/office/ladders/${id}/edit`,
    ladderHistory: (id: string) => `/office/ladders/${id}/history`,
    /** Where a post becomes a message. */
    postMessage: (campaign: string, slug: string) => `/office/campaigns/${campaign}/news/${slug}/message`,
    spending: () => '/office/spending',
    /** @param query filters, sorting and page of the list */
    pages: (query: Record<string, string> = {}) => withQuery('/office/pages', query),
    /** @param query campaign, sorting and page of the table of pages */
    numbers: (query: Record<string, string> = {}) => withQuery('/office/numbers', query),
    newPage: (query: Record<string, string> = {}) => withQuery('/office/pages/new', query),
    imports: () => '/office/imports',
    /** @param undone how many a list that was just taken back had opted out */
    optOuts: (undone?: number) => `/office/opt-outs${undone === undefined ? '' : `?undone=${undone}`}`,
    /** @param how what was done to it, where that says more than “saved” */
    campaigns: (changed?: string, how?: 'published' | 'made') =>
      `/office/campaigns${changed ? `?changed=${changed}${how ? `&how=${how}` : ''}#campaign-${changed}` : ''}`,
    campaign: (id: string) => `/office/campaigns#campaign-${id}`,
    documentUpload: (campaign: string) => `/office/campaigns/${campaign}/documents/upload`,
    documentPieces: (campaign: string, upload: string) => `/office/campaigns/${campaign}/documents/upload/${upload}`,
    /** Drafts of documents, to publish together. */
    documentsPublish: (campaign: string) => `/office/campaigns/${campaign}/documents/publish`,
    documentFindings: (id: string) => `/office/documents/${id}/findings`,
    /** @param which as it is now, or as it was before it was cleaned */
    documentFile: (id: string, which: 'document' | 'original') => `/office/documents/${id}/${which}.pdf`,
    documentPage: (id: string, page: number) => `/office/documents/${id}/pages/${page}`,
    /** @param kind a kind of the story, or `home` */
    story: (campaign: string, kind: string) => `/office/campaigns/${campaign}/${kind}`,
    storyThing: (campaign: string, kind: string, slug: string) => `/office/campaigns/${campaign}/${kind}/${slug}`,
    storyEdit: (campaign: string, kind: string, slug: string) => `/office/campaigns/${campaign}/${kind}/${slug}/edit`,
    storyHistory: (campaign: string, kind: string, slug: string) =>
      `/office/campaigns/${campaign}/${kind}/${slug}/history`,
    storyPreview: (campaign: string, kind: string, slug: string, lang: Language) =>
      `/office/campaigns/${campaign}/${kind}/${slug}/preview/${lang}`,
    peopleImport: (campaign: string) => `/office/campaigns/${campaign}/people/import`,
    peopleBadLines: (campaign: string, id: string) => `/office/campaigns/${campaign}/people/import/${id}/bad-lines.csv`,
    timelineImport: (campaign: string) => `/office/campaigns/${campaign}/timeline/import`,
    campaignArchive: (slug: string) => `/office/campaigns/${slug}/archive`,
    petition: (slug: string) => `/office/petitions/${slug}`,
    petitionLive: (slug: string) => `/office/petitions/${slug}/live`,
    petitionEdit: (slug: string) => `/office/petitions/${slug}/edit`,
    petitionAutosave: (slug: string) => `/office/petitions/${slug}/autosave`,
    petitionPreview: (slug: string, lang: Language) => `/office/petitions/${slug}/preview/${lang}`,
    petitionNews: (slug: string) => `/office/petitions/${slug}/news`,
    petitionCopy: (slug: string) => `/office/petitions/${slug}/copy`,
    petitionShare: (slug: string) => `/office/petitions/${slug}/share`,
    /** @param file like `es-flyers.png`, and the same with `sheet.pdf` or `flyer.pdf` */
    petitionCode: (slug: string, file: string) => `/office/petitions/${slug}/codes/${file}`,
    petitionHistory: (slug: string) => `/office/petitions/${slug}/history`,
    petitionCopies: (slug: string) => `/office/petitions/${slug}/copies`,
    petitionDeliveries: (slug: string) => `/office/petitions/${slug}/deliveries`,
    petitionPacket: (slug: string, file: string) => `/office/petitions/${slug}/packets/${file}`,
    petitionSheet: (slug: string) => `/office/petitions/${slug}/sheet.pdf`,
    petitionImport: (slug: string) => `/office/petitions/${slug}/imports`,
    petitionBadLines: (slug: string, id: string) => `/office/petitions/${slug}/imports/${id}/bad-lines.csv`,
    officials: () => '/office/officials',
    post: (slug: string) => `/office/officials/posts/${slug}`,
    addPost: (place: string) => `/office/officials?place=${place}#add`,
    stale: () => '/office/officials/stale',
    coverage: () => '/office/officials/coverage',
    powers: () => '/office/officials/powers',
    rosters: () => '/office/officials/imports',
    rosterTemplate: () => '/office/officials/template.csv',
    roster: (id: string) => `/office/officials/imports/${id}`,
    rosterBadLines: (id: string) => `/office/officials/imports/${id}/bad-lines.csv`,
    policies: (changed?: string) => `/office/policies${changed ? `?changed=${changed}` : ''}`,
    policy: (id: string) => `/office/policies/${id}`,
    policyTemplate: () => '/office/policies/template.csv',
    policyLists: () => '/office/policies/imports',
    policyList: (id: string) => `/office/policies/imports/${id}`,
    policyBadLines: (id: string) => `/office/policies/imports/${id}/bad-lines.csv`,
    action: (slug: string) => `/office/actions/${slug}`,
    actionLive: (slug: string) => `/office/actions/${slug}/live`,
    actionEdit: (slug: string) => `/office/actions/${slug}/edit`,
    actionAutosave: (slug: string) => `/office/actions/${slug}/autosave`,
    actionLetters: (slug: string) => `/office/actions/${slug}/letters`,
    actionShare: (slug: string) => `/office/actions/${slug}/share`,
    actionCode: (slug: string, file: string) => `/office/actions/${slug}/codes/${file}`,
    actionHistory: (slug: string) => `/office/actions/${slug}/history`,
    actionTargets: (slug: string, query: Record<string, string> = {}) =>
      withQuery(`/office/actions/${slug}/targets`, query),
    actionPreview: (slug: string, lang: Language) => `/office/actions/${slug}/preview/${lang}`,
    actionCopy: (slug: string) => `/office/actions/${slug}/copy`,
    people: () => '/office/people',
    /** @param searched by what the words that were searched for are found: they stand in no address */
    peopleSearch: (searched: string) => withQuery('/office/people', { searched }),
    /** @param undo by what the removal of one is undone */
    segments: (undo?: string) => withQuery('/office/segments', undo ? { undo } : {}),
    segment: (id: string, query: Record<string, string> = {}) => withQuery(`/office/segments/${id}`, query),
    /** @param query what was just added */
    personFields: (query: Record<string, string> = {}) => withQuery('/office/people/fields', query),
    /** @param act only this one, to which somebody's story leads */
    bulk: (act?: string) => withQuery('/office/people/bulk', act ? { act } : {}),
    /** @param done what was just done to them, and to which note, tag, correction or stop */
    person: (id: string, done?: { did: string; about?: string }) =>
      withQuery(`/office/people/${id}`, done ? { did: done.did, ...(done.about ? { about: done.about } : {}) } : {}),
    personErase: (id: string) => `/office/people/${id}/erase`,
    erased: () => '/office/people/erased',
    personMerge: (id: string, other?: string) => `/office/people/${id}/merge${other ? `?with=${other}` : ''}`,
    /** @param searched as of `peopleSearch` */
    personMergeSearch: (id: string, searched: string) => withQuery(`/office/people/${id}/merge`, { searched }),
    held: () => '/office/held',
    undo: () => '/office/undo',
    comments: () => '/office/comments',
    links: () => '/office/links',
    requests: () => '/office/requests',
    places: () => '/office/places',
    boundaries: (place: string) => `/office/places/${place}/boundaries`,
    exports: () => '/office/exports',
    exportFile: (id: string) => `/office/exports/${id}/file`,
  },
  picture: (id: string) => `/pictures/${id}.jpg`,
  /** @param sha256 of the file */
  video: (sha256: string, type: 'mp4' | 'webm') => `/videos/${sha256}.${type}`,
  /** @param captions like `s5-en-` and part of their hash */
  captions: (campaign: string, captions: string) => `/videos/${campaign}/${captions}.vtt`,
  /** Webhooks of the provider of texts and calls. */
  hooks: {
    text: () => '/hooks/twilio/sms',
    status: (messageId: string) => `/hooks/twilio/status?m=${messageId}`,
    voice: (step: string, query: Record<string, string>) => `/hooks/twilio/voice/${step}?${new URLSearchParams(query)}`,
  },
  health: () => '/healthz',
  ready: () => '/readyz',
  devOutbox: () => '/dev/outbox',
  devPhone: (number?: string) => `/dev/phone${number ? `?number=${encodeURIComponent(number)}` : ''}`,
  devEmails: () => '/dev/emails',
  devEmail: (template: string, lang: Language) => `/dev/emails/${template}/${lang}`,
}
