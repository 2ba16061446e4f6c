import { expect, test } from 'vitest'
import { contentSecurityPolicy } from '~/web/http/security-headers'

test.each(['petitions/alto-polimigra', 'actions/call-sheriff-vance', 'campaigns/end-s-comm/home/page'])(
  'the preview and the editor of %s may hold its page in a frame, and nothing else may',
  (thing) => {
    for (const page of ['preview', 'edit'])
      expect(contentSecurityPolicy(null, `/office/${thing}/${page}`)).toMatch(
        /frame-ancestors 'none'; frame-src 'self'$/,
      )
    expect(contentSecurityPolicy(null, `/office/${thing}/preview/es`)).toContain("frame-ancestors 'self'")
    for (const page of [`/office/${thing}/history`, '/es/campaigns/end-s-comm'])
      expect(contentSecurityPolicy(null, page)).toMatch(/frame-ancestors 'none'$/)
  },
)

test('the page that checks a message to many holds its previews in frames', () => {
  expect(contentSecurityPolicy(null, '/office/messages/drafts/1a2b/send')).toMatch(/frame-src 'self'$/)
  expect(contentSecurityPolicy(null, '/office/messages/drafts/1a2b')).toMatch(/frame-ancestors 'none'$/)
})
