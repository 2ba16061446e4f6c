/**
 * Links that open a text with its body filled in. iPhones expect `&`, Androids `?`; nearly all phones today accept
 * `?&`.
 *
 * @see RFC 5724, which defines no body
 */
export function smsLinks(number: string, body: string): { any: string; iphone: string; android: string } {
  const words = encodeURIComponent(body)
  return {
    any: `sms:${number}?&body=${words}`,
    iphone: `sms:${number}&body=${words}`,
    android: `sms:${number}?body=${words}`,
  }
}
