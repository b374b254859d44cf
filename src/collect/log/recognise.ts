/** Whether a text begins as a HAR may: an object, bare or in a call (JSONP), that names `log`. */
export const looksLikeHar = (head: string): boolean =>
  /^\s*(?:[\w$.]{1,64}\s*\()?\s*\{\s*"log"\s*:\s*\{/.test(head.replace(/^\ufeff/, ''))

/** Whether the first bytes of a file look like a HAR's. */
export const harHead = (head: Buffer): boolean => {
  const text = head.toString('utf8').replace(/^\ufeff/, '')
  return looksLikeHar(text) || (/^\s*(?:[\w$.]{1,64}\s*\()?\s*\{/.test(text) && /"log"\s*:\s*\{/.test(text))
}
