/** An id with what is personal in it hidden: identity and bank card numbers, and mobile numbers. */
export const maskId = (id: string): string =>
  id
    .replace(/(?<!\d)(\d{6})\d{8}(\d{3}[\dXx])(?!\d)/g, (all, head: string, tail: string) =>
      CREDIT_CODE.test(all) ? all : `${head}********${tail}`,
    )
    .replace(/(?<!\d)(\d{4})\d{8,11}(\d{4})(?!\d)/g, (all, head: string, tail: string) =>
      CREDIT_CODE.test(all) ? all : `${head}****${tail}`,
    )
    .replace(/(?<!\d)(1[3-9]\d)\d{4}(\d{4})(?!\d)/g, '$1****$2')

/** A unified social credit code of digits alone is the public number of a firm; no identity number begins like that. */
const CREDIT_CODE = /^9[123]\d{16}$/

const EMAIL = /([A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{0,63}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})/g

/** A text with identity, card and telephone numbers and e-mail addresses hidden. */
export const maskText = (text: string): string => maskId(text).replace(EMAIL, '$1***@$2')

/** The name of a person as it is published: the first character stays. */
export const maskName = (name: string): string => {
  const [first = '', ...rest] = name
  return first + '*'.repeat(Math.max(1, Math.min(rest.length, 3)))
}
