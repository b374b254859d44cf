/** Whether the names of an archive's entries are those of a HAP, HSP or APP; other packages may hold one somewhere inside. */
export const looksLikeHarmony = (names: readonly string[]): boolean =>
  !names.includes('AndroidManifest.xml') &&
  (names.some((name) => name === 'module.json' || /^[^/]+\.(?:hap|hsp)$/i.test(name)) ||
    (names.includes('config.json') && names.some((name) => name === 'pack.info' || name.startsWith('assets/'))))

/** Whether a file begins as a HAR does: a gzip stream. Only opening it tells more. */
export const beginsAsGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b
