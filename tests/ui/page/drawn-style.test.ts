import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { drawnStyle } from '~/ui/page/drawn-style'

const html = '<main class="wrap sign"><p class="small">Firme</p></main>'

test.each([
  ['p{color:red}', 'p{color:red}'],
  ['.small{a:b}.large{a:b}', '.small{a:b}'],
  ['.small,.large{a:b}', '.small{a:b}'],
  ['.wrap .small.large{a:b}', ''],
  ['.small:not(.large,.huge){a:b}', '.small:not(.large,.huge){a:b}'],
  [':is(.large,.small) b,.large{a:b}', ':is(.large,.small) b{a:b}'],
  ['.small[title=".large"]{a:.5em}', '.small[title=".large"]{a:.5em}'],
  ['@media print{.large{a:b}}', ''],
  ['@media print{.large{a:b}.small{a:b}}', '@media print{.small{a:b}}'],
  ['@media print{@media (width>9px){.small{a:b}}}', '@media print{@media (width>9px){.small{a:b}}}'],
  ['@page{margin:1cm}@font-face{font-family:A}', '@page{margin:1cm}@font-face{font-family:A}'],
  ['/* .small{ */.small{a:b}', '.small{a:b}'],
])('of %s the page gets %s', (sheet, drawn) => expect(drawnStyle(sheet, html)).toBe(drawn))

test('a page with few things gets far less than half of the style, and its fonts', () => {
  const whole = ['public', 'story'].map((name) => readFileSync(`app/ui/page/${name}.css`, 'utf8')).join('')
  const drawn = drawnStyle(whole, html)
  expect(drawn.length).toBeLessThan(whole.length / 2)
  expect(drawn).toContain('@font-face')
})
