/**
 * Addresses that open a text with its words filled in. Phones differ: iPhones want `&`, Androids `?`; nearly all of today
 * take `?&`.
 *
 * @see RFC 5724, which has no body at all
 */
export function smsLinks(number: string, body: string): { any: string; iphone: string; android: string } {
  const words = encodeURIComponent(body)
  return {
    any: `sms:${number}?&body=${words}`,
    iphone: `sms:${number}&body=${words}`,
    android: `sms:${number}?body=${words}`,
  }
}
