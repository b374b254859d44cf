// What `import 'guiju/cases'` gives: in the repository from its source, in the package as it was built.
import { existsSync } from 'node:fs'

const source = new URL('../src/library/cases.ts', import.meta.url)
const built = new URL('../dist/src/library/cases.js', import.meta.url)
const library = await import(existsSync(source) ? source.href : built.href)

export const { Case, CaseError, CaseStore, KeptError, procedures, schema, verify } = library
