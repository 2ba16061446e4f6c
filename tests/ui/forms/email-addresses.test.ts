import { expect, test } from 'vitest'
import { readContact } from '~/officials/posts/contact-value'
import { contactSchema } from '~/people/own-page.schema'
import { emailAddress } from '~/ui/forms/fields.schema'

/** As people type, paste and dictate their address, and the address that mail goes to. */
const addresses: [typed: string, address: string][] = [
  // As it should be.
  ['rosa@example.org', 'rosa@example.org'],
  ['Rosa@Example.ORG', 'rosa@example.org'],
  ['ROSA.MARTINEZ@EXAMPLE.ORG', 'rosa.martinez@example.org'],
  ['rosa.martinez@example.org', 'rosa.martinez@example.org'],
  ['rosa_martinez@example.org', 'rosa_martinez@example.org'],
  ['rosa-martinez@example.org', 'rosa-martinez@example.org'],
  ['rosa+firme@example.org', 'rosa+firme@example.org'],
  ['r@example.org', 'r@example.org'],
  ['12345@example.org', '12345@example.org'],
  ['rosa1985@example.org', 'rosa1985@example.org'],
  ['rosa@mail.example.org', 'rosa@mail.example.org'],
  ['rosa@a.b.c.d.example.org', 'rosa@a.b.c.d.example.org'],
  ['rosa@example.com.mx', 'rosa@example.com.mx'],
  ['rosa@my-union.example', 'rosa@my-union.example'],
  ['rosa@3com.example', 'rosa@3com.example'],
  ['rosa@123.example', 'rosa@123.example'],
  ['rosa@e.example', 'rosa@e.example'],
  ['rosa@example.museum', 'rosa@example.museum'],
  ['rosa@example.ngo', 'rosa@example.ngo'],
  [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  [`rosa@${'a'.repeat(63)}.example`, `rosa@${'a'.repeat(63)}.example`],
  // Signs that the standard allows before the @, and that people do have.
  ['r&d@example.org', 'r&d@example.org'],
  ["sinead.o'connor@example.org", "sinead.o'connor@example.org"],
  ['rosa/local@example.org', 'rosa/local@example.org'],
  ['rosa=x@example.org', 'rosa=x@example.org'],
  ['rosa!@example.org', 'rosa!@example.org'],
  ['#1mom@example.org', '#1mom@example.org'],
  ['rosa$@example.org', 'rosa$@example.org'],
  ['50%rosa@example.org', '50%rosa@example.org'],
  ['rosa*@example.org', 'rosa*@example.org'],
  ['_rosa_@example.org', '_rosa_@example.org'],
  ['-rosa-@example.org', '-rosa-@example.org'],
  ['{rosa}@example.org', '{rosa}@example.org'],
  ['rosa~paz@example.org', 'rosa~paz@example.org'],
  ['rosa?@example.org', 'rosa?@example.org'],
  // Domains with accents, in any spelling, are the domain that mail servers know.
  ['rosa@ñandú.example', 'rosa@xn--and-6ma2c.example'],
  ['rosa@ÑANDÚ.example', 'rosa@xn--and-6ma2c.example'],
  ['rosa@n\u0303andu\u0301.example', 'rosa@xn--and-6ma2c.example'],
  ['rosa@xn--and-6ma2c.example', 'rosa@xn--and-6ma2c.example'],
  ['rosa@mail.ñandú.example', 'rosa@mail.xn--and-6ma2c.example'],
  ['rosa@例え.テスト', 'rosa@xn--r8jz45g.xn--zckzah'],
  ['rosa@пример.испытание', 'rosa@xn--e1afmkfd.xn--80akhbyknj4f'],
  // Spaces that a phone puts around it or inside.
  [' rosa@example.org ', 'rosa@example.org'],
  ['rosa@example.org\u00a0', 'rosa@example.org'],
  ['\u00a0rosa@example.org', 'rosa@example.org'],
  ['rosa@example.org\r\n', 'rosa@example.org'],
  ['\trosa@example.org', 'rosa@example.org'],
  ['rosa @example.org', 'rosa@example.org'],
  ['rosa@ example.org', 'rosa@example.org'],
  ['rosa @ example.org', 'rosa@example.org'],
  ['rosa\u00a0@\u00a0example.org', 'rosa@example.org'],
  ['rosa@example. org', 'rosa@example.org'],
  ['rosa@example .org', 'rosa@example.org'],
  ['rosa@mail . example . org', 'rosa@mail.example.org'],
  ['\u200brosa@example.org\u200b', 'rosa@example.org'],
  ['\u202arosa@example.org\u202c', 'rosa@example.org'],
  ['\ufeffrosa@example.org', 'rosa@example.org'],
  ['rosa@exam\u00adple.org', 'rosa@example.org'],
  // Full-width keyboards.
  ['rosa＠example.org', 'rosa@example.org'],
  ['ｒｏｓａ＠ｅｘａｍｐｌｅ．ｏｒｇ', 'rosa@example.org'],
  ['rosa@example。org', 'rosa@example.org'],
  // As it stands in a sentence, a mail program or a web page.
  ['rosa@example.org.', 'rosa@example.org'],
  ['rosa@example.org,', 'rosa@example.org'],
  ['rosa@example.org;', 'rosa@example.org'],
  ['rosa@example.org:', 'rosa@example.org'],
  ['rosa@example.org!', 'rosa@example.org'],
  ['rosa@example.org?', 'rosa@example.org'],
  ['rosa@example.org…', 'rosa@example.org'],
  ['rosa@example.org...', 'rosa@example.org'],
  ['<rosa@example.org>', 'rosa@example.org'],
  ['< rosa@example.org >', 'rosa@example.org'],
  ['Rosa Martínez <rosa@example.org>', 'rosa@example.org'],
  ['"Martínez, Rosa" <rosa@example.org>', 'rosa@example.org'],
  ['Rosa Martínez <rosa@example.org>;', 'rosa@example.org'],
  ['(rosa@example.org)', 'rosa@example.org'],
  ['[rosa@example.org]', 'rosa@example.org'],
  ['“rosa@example.org”', 'rosa@example.org'],
  ['‘rosa@example.org’', 'rosa@example.org'],
  ['«rosa@example.org»', 'rosa@example.org'],
  ['"rosa@example.org"', 'rosa@example.org'],
  ["'rosa@example.org'", 'rosa@example.org'],
  ['“rosa@example.org.”', 'rosa@example.org'],
  ['mailto:rosa@example.org', 'rosa@example.org'],
  ['MAILTO:rosa@example.org', 'rosa@example.org'],
  ['mailto: rosa@example.org', 'rosa@example.org'],
  ['mailto:rosa@example.org?subject=Firme', 'rosa@example.org'],
  ['<mailto:rosa@example.org>', 'rosa@example.org'],
  ['sinead.o’connor@example.org', "sinead.o'connor@example.org"],
]

/** What is no address, or not surely one, and the sentence that says so. */
const wrong: [typed: string, message: string][] = [
  ['rosa', 'emailWrong'],
  ['rosa@', 'emailWrong'],
  ['@example.org', 'emailWrong'],
  ['rosa@example', 'emailWrong'],
  ['rosa@localhost', 'emailWrong'],
  ['rosa@.org', 'emailWrong'],
  ['rosa@example..org', 'emailWrong'],
  ['rosa@-example.org', 'emailWrong'],
  ['rosa@example-.org', 'emailWrong'],
  ['rosa@exam_ple.org', 'emailWrong'],
  ['rosa@example.o', 'emailWrong'],
  ['rosa@example.123', 'emailWrong'],
  ['rosa@127.0.0.1', 'emailWrong'],
  ['rosa@[127.0.0.1]', 'emailWrong'],
  ['rosa@example.org:25', 'emailWrong'],
  ['rosa@example.org/x', 'emailWrong'],
  ['rosa@example,org', 'emailWrong'],
  ['rosa@@example.org', 'emailWrong'],
  ['rosa@paz@example.org', 'emailWrong'],
  ['.rosa@example.org', 'emailWrong'],
  ['rosa.@example.org', 'emailWrong'],
  ['rosa..paz@example.org', 'emailWrong'],
  ['rosa paz@example.org', 'emailWrong'],
  ['"rosa paz"@example.org', 'emailWrong'],
  ['rosa,paz@example.org', 'emailWrong'],
  ['rosa;paz@example.org', 'emailWrong'],
  ['rosa@gmail.com. Gracias', 'emailWrong'],
  ['rosa@example.org sol@example.org', 'emailWrong'],
  ['rosa@example.org, sol@example.org', 'emailWrong'],
  ['rosa@example.org;sol@example.org', 'emailWrong'],
  ['rosa@example.org/sol@example.org', 'emailWrong'],
  ['Rosa <rosa@example.org> Sol <sol@example.org>', 'emailWrong'],
  ['rosa(at)example.org', 'emailWrong'],
  ['rosa at example.org', 'emailWrong'],
  ['rosa@example dot org', 'emailWrong'],
  ['https://example.org/rosa', 'emailWrong'],
  ['N/A', 'emailWrong'],
  ['none', 'emailWrong'],
  ['602 555 0101', 'emailWrong'],
  [`${'a'.repeat(65)}@example.org`, 'emailWrong'],
  [`rosa@${'a'.repeat(64)}.example`, 'emailWrong'],
  [`rosa@${'a.'.repeat(130)}example`, 'emailWrong'],
  [`${'a'.repeat(5_000)}@example.org`, 'emailWrong'],
  ['rosa@exam\u0000\u0000ple.org', 'emailWrong'],
  ['rosa@😀.example', 'emailWrong'],
  // A mailbox with accents: hardly a provider gives one, and most servers refuse to send to it.
  ['ñandú@example.org', 'emailAccent'],
  ['josé.núñez@example.org', 'emailAccent'],
  ['jose\u0301@example.org', 'emailAccent'],
  ['роза@example.org', 'emailAccent'],
]

test.for(addresses)('%j is %s', ([typed, address]) => {
  expect(emailAddress.parse(typed)).toBe(address)
  // The same at the own page, and for an official.
  expect(contactSchema({ texts: 'real' }).parse({ contact: typed }).contact).toEqual({
    channel: 'mail',
    contact: address,
  })
  expect(readContact('email', typed)).toEqual({ outcome: 'read', contact: { value: address, extension: '' } })
  // What was mended once is right as it is.
  expect(emailAddress.parse(address)).toBe(address)
})

test.for(wrong)('%j is refused: %s', ([typed, message]) => {
  expect(emailAddress.safeParse(typed).error?.issues.map((issue) => issue.message)).toEqual([message])
  expect(contactSchema({ texts: 'real' }).safeParse({ contact: typed }).data?.contact.channel).not.toBe('mail')
  expect(readContact('email', typed)).toEqual({ outcome: 'invalid', problem: 'email' })
})

test('an empty field is no address and no fault', () => {
  expect([emailAddress.parse(''), emailAddress.parse('  '), emailAddress.parse(undefined)]).toEqual([null, null, null])
})
