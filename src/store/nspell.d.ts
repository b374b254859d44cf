declare module 'nspell' {
  /** A Hunspell dictionary that tells whether it knows a word. */
  export default function nspell(dictionary: { readonly aff: Uint8Array; readonly dic: Uint8Array }): {
    correct(word: string): boolean
  }
}
