import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const routes = readdirSync('app/routes').filter((file) => file.startsWith('$lang.'))

test('wherever somebody is thanked with a link to share, the script that copies it is on the page', () => {
  const sharing = routes.filter((file) => /\bshare:|shareLinks\(/.test(readFileSync(`app/routes/${file}`, 'utf8')))
  expect(sharing).toHaveLength(5)
  for (const file of sharing) expect(readFileSync(`app/routes/${file}`, 'utf8'), file).toContain('hasScript: true')
})
