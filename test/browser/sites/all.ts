import { askingSites } from './asking.ts'
import { collectingSites } from './collecting.ts'
import { honestSites } from './honest.ts'
import { keepingSites } from './keeping.ts'
import { layerSites } from './layers.ts'
import { nativeSites } from './native.ts'
import type { Site } from './site.ts'
import { waySites } from './ways.ts'

export const sites: readonly Site[] = [
  ...honestSites,
  ...collectingSites,
  ...askingSites,
  ...waySites,
  ...nativeSites,
  ...layerSites,
  ...keepingSites,
]
