import { type JsonObject, listOf, objectOf, textOf, textsOf } from './json.ts'

/** A permission a module asks for, as its module file writes it. */
export interface RequestedPermission {
  readonly name: string
  /** Text or reference; undefined where the key is missing. */
  readonly reason: string | undefined
  readonly reasonId: number | undefined
  /** Abilities and time of use; undefined where the key is missing. */
  readonly usedScene: { readonly abilities: readonly string[]; readonly when: string | undefined } | undefined
  /** Place in the module file: `requestPermissions[0]`. */
  readonly place: string
}

/** What a module file says: `module.json` of the stage model, `config.json` of the older one. */
export interface HarmonyModule {
  readonly name: string
  /** `entry`, `feature`, `shared`, `har` */
  readonly type: string
  readonly bundleName: string | undefined
  readonly versionName: string | undefined
  /** API version, without what DevEco puts in front: 50003015 is 15. */
  readonly minimumApi: number | undefined
  readonly targetApi: number | undefined
  readonly label: { readonly id: number | undefined; readonly text: string | undefined }
  readonly permissions: readonly RequestedPermission[]
  /** Modules (HSP) it needs at run time. */
  readonly dependencies: readonly string[]
  readonly abilities: readonly {
    readonly name: string
    readonly exported: boolean
    readonly source: string | undefined
  }[]
  readonly mainElement: string | undefined
}

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)
/** DevEco writes 50003015 for version 5.0.3, API 15. */
const api = (value: unknown): number | undefined => {
  const full = number(value)
  return full === undefined ? undefined : full > 1_000_000 ? full % 1000 : full
}

export function readModule(json: JsonObject): HarmonyModule | undefined {
  const module = objectOf(json['module'])
  if (module === undefined) return undefined
  const app = objectOf(json['app'])
  const version = objectOf(app?.['version'])
  const versions = objectOf(app?.['apiVersion'])
  const distro = objectOf(module['distro'])
  const requests = listOf(module['requestPermissions'] ?? module['reqPermissions'])
  const place = module['requestPermissions'] === undefined ? 'reqPermissions' : 'requestPermissions'
  const [firstAbility] = listOf(module['abilities']).map(objectOf)
  return {
    name: textOf(module['name']) ?? textOf(distro?.['moduleName']) ?? '',
    type: textOf(module['type']) ?? textOf(distro?.['moduleType']) ?? '',
    bundleName: textOf(app?.['bundleName']),
    versionName: textOf(app?.['versionName']) ?? textOf(version?.['name']),
    minimumApi: api(app?.['minAPIVersion'] ?? versions?.['compatible']),
    targetApi: api(app?.['targetAPIVersion'] ?? versions?.['target']),
    label: {
      id: number(app?.['labelId']) ?? number(firstAbility?.['labelId']),
      text: textOf(app?.['label']) ?? textOf(firstAbility?.['label']),
    },
    permissions: requests.flatMap((entry, i) => permission(objectOf(entry), `${place}[${i}]`)),
    dependencies: listOf(module['dependencies']).flatMap((d) => textOf(objectOf(d)?.['moduleName']) ?? []),
    abilities: listOf(module['abilities']).flatMap((entry) => {
      const ability = objectOf(entry)
      const name = textOf(ability?.['name'])
      if (ability === undefined || name === undefined) return []
      const source = textOf(ability['srcEntry']) ?? textOf(ability['srcEntrance']) ?? textOf(ability['srcPath'])
      return [{ name, exported: ability['exported'] === true || ability['visible'] === true, source }]
    }),
    mainElement: textOf(module['mainElement']) ?? textOf(module['mainAbility']),
  }
}

function permission(row: JsonObject | undefined, place: string): RequestedPermission[] {
  const name = textOf(row?.['name'])
  if (row === undefined || name === undefined) return []
  const scene = objectOf(row['usedScene'])
  const abilities = textsOf(scene?.['abilities'] ?? scene?.['ability'])
  return [
    {
      name,
      reason: textOf(row['reason']),
      reasonId: number(row['reasonId']),
      usedScene: scene && { abilities, when: textOf(scene['when']) },
      place,
    },
  ]
}
