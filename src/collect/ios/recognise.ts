/** Whether the names of an archive's entries are those of an iOS package. */
export const looksLikeIpa = (names: readonly string[]): boolean =>
  names.some((name) => /^Payload\/[^/]+\.app\//.test(name))
