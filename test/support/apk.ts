import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { type AxmlShape, writeAxml, type XmlNode } from './axml-writer.ts'
import { writeZip, type ZipFile, type ZipShape } from './zip-writer.ts'

/** A full budget for one package. */
export const packageBudget = (): Budget => new Budget(PACKAGE_LIMITS)

export interface ManifestParts {
  package?: string
  attributes?: XmlNode['attributes']
  /** Children of the manifest element besides the application. */
  children?: XmlNode[]
  application?: XmlNode['attributes']
  components?: XmlNode[]
}

/** The tree of a manifest with an application element. */
export function manifestTree(parts: ManifestParts = {}): XmlNode {
  return {
    tag: 'manifest',
    attributes: { package: parts.package ?? 'com.example.app', ...parts.attributes },
    children: [
      ...(parts.children ?? []),
      { tag: 'application', attributes: parts.application ?? {}, children: parts.components ?? [] },
    ],
  }
}

/** An intent filter that puts a component on the home screen. */
export const launcherFilter: XmlNode = {
  tag: 'intent-filter',
  children: [
    { tag: 'action', attributes: { 'android:name': 'android.intent.action.MAIN' } },
    { tag: 'category', attributes: { 'android:name': 'android.intent.category.LAUNCHER' } },
  ],
}

/** The bytes of an APK with this manifest and further files. */
export function writeApk(
  manifest: ManifestParts,
  files: ZipFile[] = [],
  shape: ZipShape = {},
  axml: AxmlShape = {},
): Buffer {
  return writeZip([{ name: 'AndroidManifest.xml', data: writeAxml(manifestTree(manifest), axml) }, ...files], shape)
}

/** Gives bytes to `use` as a file of their own and removes it again. */
export function withFile<T>(name: string, bytes: Buffer, use: (path: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'guiju-test-'))
  try {
    const path = join(folder, name)
    writeFileSync(path, bytes)
    return use(path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
