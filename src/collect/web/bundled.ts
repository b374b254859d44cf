import type { Program } from './browser.ts'

export async function bundledBrowser(): Promise<Program | undefined> {
  return undefined
}
