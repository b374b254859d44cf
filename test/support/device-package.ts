import { type RecordShape, type ResourceShape, writeAbc, writeResourceIndex } from './hap-writer.ts'
import { type MachOShape, writeMachO } from './macho-writer.ts'
import { type PlistShape, writeBinaryPlist, writeStringsFile, writeXmlPlist } from './plist-writer.ts'
import { writeZip, type ZipFile } from './zip-writer.ts'

/** An iOS package for tests. */
export interface IpaShape {
  readonly info?: Readonly<Record<string, PlistShape>>
  readonly code?: MachOShape | Buffer
  /** InfoPlist.strings by language. */
  readonly infoStrings?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Localizable.strings of zh-Hans. */
  readonly texts?: readonly string[]
  readonly frameworks?: Readonly<Record<string, MachOShape>>
  /** Data types the app's own privacy manifest declares, without the common prefix. */
  readonly collected?: readonly string[]
  readonly files?: readonly ZipFile[]
  /** Entries are stored instead of deflated. */
  readonly stored?: boolean
}

export const IPA_ID = 'com.example.ios.demo'

export function writeIpa(shape: IpaShape = {}): Buffer {
  const root = 'Payload/Demo.app/'
  const info = { CFBundleIdentifier: IPA_ID, CFBundleExecutable: 'Demo', CFBundleName: 'Demo', ...shape.info }
  const code = Buffer.isBuffer(shape.code) ? shape.code : writeMachO({ imports: ['UIApplicationMain'], ...shape.code })
  const collected = (shape.collected ?? []).map((type) => ({
    NSPrivacyCollectedDataType: `NSPrivacyCollectedDataType${type}`,
    NSPrivacyCollectedDataTypeLinked: true,
  }))
  return pack(shape, [
    { name: `${root}Info.plist`, data: writeBinaryPlist(info) },
    { name: `${root}Demo`, data: code },
    ...Object.entries(shape.infoStrings ?? {}).map(([locale, table]) => ({
      name: `${root}${locale}.lproj/InfoPlist.strings`,
      data: writeStringsFile(table),
    })),
    {
      name: `${root}zh-Hans.lproj/Localizable.strings`,
      data: writeBinaryPlist(Object.fromEntries((shape.texts ?? []).map((text, i) => [`t${i}`, text]))),
    },
    ...Object.entries(shape.frameworks ?? {}).flatMap(([name, of]) => [
      {
        name: `${root}Frameworks/${name}.framework/Info.plist`,
        data: writeXmlPlist({ CFBundleExecutable: name, CFBundleIdentifier: `org.cocoapods.${name}` }),
      },
      { name: `${root}Frameworks/${name}.framework/${name}`, data: writeMachO({ imports: ['free'], ...of }) },
    ]),
    ...(collected.length > 0
      ? [{ name: `${root}PrivacyInfo.xcprivacy`, data: writeXmlPlist({ NSPrivacyCollectedDataTypes: collected }) }]
      : []),
    ...(shape.files ?? []).map((file) => ({ ...file, name: root + file.name })),
  ])
}

export interface PermissionShape {
  readonly name: string
  readonly reason?: string
  readonly reasonId?: number
  readonly usedScene?: { readonly abilities: readonly string[]; readonly when: string }
}

/** A HarmonyOS package for tests. */
export interface HapShape {
  readonly permissions?: readonly PermissionShape[]
  readonly resources?: readonly ResourceShape[]
  readonly records?: readonly RecordShape[]
  readonly strings?: readonly string[]
  readonly form?: 'old' | 'new'
  readonly files?: readonly ZipFile[]
  readonly bundleName?: string
  /** Shared modules it needs. */
  readonly dependencies?: readonly string[]
  /** The app's name by locale. */
  readonly name?: Readonly<Record<string, string>>
  readonly stored?: boolean
}

export const HAP_ID = 'com.example.harmony.demo'
export const SCENE = { abilities: ['EntryAbility'], when: 'inuse' } as const

export function writeHap(shape: HapShape = {}): Buffer {
  const label = { id: 0x01000000, name: 'app_name', texts: shape.name ?? { '': 'Demo', 'zh-CN': '示例' } }
  const own = { name: 'L&entry/src/main/ets/entryability/EntryAbility&;', package: 'entry' }
  return pack(shape, [
    {
      name: 'module.json',
      data: JSON.stringify({
        app: {
          bundleName: shape.bundleName ?? HAP_ID,
          versionName: '1.2.0',
          label: '$string:app_name',
          labelId: label.id,
          minAPIVersion: 50003015,
          targetAPIVersion: 50003015,
        },
        module: {
          name: 'entry',
          type: 'entry',
          mainElement: 'EntryAbility',
          requestPermissions: shape.permissions ?? [],
          dependencies: (shape.dependencies ?? []).map((moduleName) => ({ moduleName })),
          abilities: [{ name: 'EntryAbility', srcEntry: './ets/entryability/EntryAbility.ets' }],
        },
      }),
    },
    { name: 'resources.index', data: writeResourceIndex([label, ...(shape.resources ?? [])], shape.form) },
    { name: 'ets/modules.abc', data: writeAbc(shape.records ?? [own], shape.strings ?? []) },
    { name: 'pack.info', data: '{}' },
    ...(shape.files ?? []),
  ])
}

const pack = (shape: { readonly stored?: boolean }, files: readonly ZipFile[]): Buffer =>
  writeZip(shape.stored ? files.map((file) => ({ ...file, stored: true })) : files)
