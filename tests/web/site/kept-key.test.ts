import { expect, test } from 'vitest'
import { keptKey, plainPath } from '~/web/site/kept-key.server'

test.each([
  ['/en', '/en'],
  ['/es/petitions/alto-polimigra', '/es/petitions/alto-polimigra'],
  ['/es/petitions/alto-polimigra?r=flyer', '/es/petitions/alto-polimigra'],
  ['/es/petitions/alto-polimigra/share.png?x=17', '/es/petitions/alto-polimigra/share.png'],
  ['/en/petitions/alto-polimigra?fbclid=abc&utm_source=x', '/en/petitions/alto-polimigra'],
  ['/en/sheriffs?x=1', '/en/sheriffs'],
  ['/en/sheriffs?x=1&by=checked', '/en/sheriffs?by=checked'],
  ['/en/sheriffs?by=checked&by=county', '/en/sheriffs?by=checked'],
  ['/en/sheriffs?by=zzz', '/en/sheriffs'],
  ['/en?by=state', '/en'],
  ['/es/alguaciles?q=&state=&by=checked', '/es/alguaciles?by=checked'],
  ['/en/calls/call-sheriff-vance/share.png?x=1', '/en/calls/call-sheriff-vance/share.png'],
  ['/en/localities/ca/share.png?q=1', '/en/localities/ca/share.png'],
  ['/en/documents/order/share.png?page=2', '/en/documents/order/share.png'],
  ['/es/places/az-maricopa-county/share.png', '/es/places/az-maricopa-county/share.png'],
  ['/en/petitions/alto-polimigra/event.ics?x=1', '/en/petitions/alto-polimigra/event.ics'],
  ['/robots.txt?x=1', '/robots.txt'],
  ['/sitemap.xml', '/sitemap.xml'],
  ['/sitemaps/1.xml', '/sitemaps/1.xml'],
  ['/es/site.webmanifest', '/es/site.webmanifest'],
  ['/es/campaigns/end-s-comm/timeline?kind=litigation&x=1', '/es/campaigns/end-s-comm/timeline?kind=litigation'],
  ['/es/campaigns/end-s-comm/timeline?kind=nonsense&year=', '/es/campaigns/end-s-comm/timeline'],
  ['/en/campaigns/end-s-comm/timeline.atom?x=1', '/en/campaigns/end-s-comm/timeline.atom'],
  ['/en/campaigns/end-s-comm/cases?kind=program', '/en/campaigns/end-s-comm/cases'],
  ['/en/campaigns/end-s-comm/cases/gonzalez-v-ice.json', '/en/campaigns/end-s-comm/cases/gonzalez-v-ice.json'],
  ['/en/campaigns/end-s-comm/news?page=1', '/en/campaigns/end-s-comm/news'],
  ['/en/campaigns/end-s-comm/news?page=zzz', '/en/campaigns/end-s-comm/news'],
  ['/en/campaigns/end-s-comm/meetings/board/share.png?x=1', '/en/campaigns/end-s-comm/meetings/board/share.png'],
  ['/en/places/az-maricopa-county/meetings.ics', '/en/places/az-maricopa-county/meetings.ics'],
])('%s is kept as %s: what the page does not read is not part of it', (target, key) =>
  expect(keptKey(target)).toBe(key),
)

test.each([
  '/en/sheriffs?q=vance',
  '/es/alguaciles?by=county&state=AZ',
  '/sitemaps/0.xml',
  '/es/campaigns/end-s-comm/timeline?kind=policy&year=2014',
  '/es/campaigns/end-s-comm/news?page=2',
  '/es/campaigns/end-s-comm/nowhere',
  '/en/calls/call-sheriff-vance',
  '/en/me',
  '/office',
  '/en/petitions/a/b',
  '/EN',
  '/en/petitions/a/thanks',
])('%s is rendered for each reader', (target) => expect(keptKey(target)).toBeNull())

test.each([
  ['/es/petitions/alto-polimigra/share.pn%67', '/es/petitions/alto-polimigra/share.png'],
  ['/es/petitions/%61lto-polimigra?r=x', '/es/petitions/alto-polimigra?r=x'],
  ['/es/petitions/alto-polimigra/', '/es/petitions/alto-polimigra'],
  ['/es/petitions/alto-polimigra', null],
  ['/es/calls/call-sheriff-vance/', null],
  ['/%', null],
  ['/', null],
])('%s is the page %s in another spelling', (target, plain) => expect(plainPath(target)).toBe(plain))
