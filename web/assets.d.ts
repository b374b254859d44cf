/** Given by the web build: the page's fixed style and script, minified, and their hashes for the policy. */
declare module 'guiju:assets' {
  export const css: string
  /** The style of the offline report. */
  export const reportCss: string
  export const reportCssHash: string
  export const script: string
  /** `sha256-…` */
  export const cssHash: string
  export const scriptHash: string
  /** The script of the law pages. */
  export const lawScript: string
  export const lawScriptHash: string
  /** The script of the verify page. */
  export const verifyScript: string
  export const verifyScriptHash: string
  /** The script of the workbench. */
  export const benchScript: string
  export const benchScriptHash: string
}
