import { readFileSync } from 'node:fs'
import { type CodeInput, type CodeRoots, type CodeScan, scanCode } from '../../src/collect/android/code.ts'
import { Budget, PACKAGE_LIMITS } from '../../src/collect/budget.ts'
import { isFramework } from '../../src/collect/catalog/framework.ts'
import type { SensitiveApi } from '../../src/collect/catalog/sensitive-apis.ts'

/** A DEX assembled from `test/fixtures/smali`. */
export const dexFixture = (name: string): { name: string; bytes: Buffer } => ({
  name: `${name}.dex`,
  bytes: readFileSync(new URL(`../fixtures/dex/${name}.dex`, import.meta.url)),
})

const row = (id: string, className: string, methods: string[], more: Partial<SensitiveApi> = {}): SensitiveApi => ({
  id,
  class: className,
  methods,
  item: id,
  permission: null,
  identifier: true,
  source: 'test',
  ...more,
})

/** A small table of its own, so that tests do not move with the catalogue. */
export const TEST_APIS: readonly SensitiveApi[] = [
  row('imei', 'android.telephony.TelephonyManager', ['getDeviceId']),
  row('android-id', 'android.provider.Settings$Secure', ['getString'], {
    constant: { argument: 1, anyOf: ['android_id'] },
  }),
  row('mac-file', 'java.io.FileReader', ['<init>'], {
    constant: { argument: 0, anyOf: ['/sys/class/net/wlan0/address'] },
  }),
  row('exec-mac', 'java.lang.Runtime', ['exec'], {
    constant: { argument: 0, anyOf: ['cat /sys/class/net/'], match: 'prefix' },
  }),
  row('serial-property', 'android.os.SystemProperties', ['get'], { constant: { argument: 0, anyOf: ['ro.serialno'] } }),
  row('contacts', 'android.content.ContentResolver', ['query'], {
    fields: ['android.provider.ContactsContract$Contacts.CONTENT_URI'],
    uris: ['content://com.android.contacts'],
  }),
  row('serial', 'android.os.Build', [], { reads: ['android.os.Build.SERIAL'] }),
  row('steps', 'android.hardware.SensorManager', ['getDefaultSensor'], { constant: { argument: 0, anyOf: [19] } }),
  row('notifications', 'android.service.notification.NotificationListenerService', ['getActiveNotifications']),
]

export const NO_ROOTS: CodeRoots = {
  providers: [],
  initializers: [],
  launchers: [],
  components: [],
  clickHandlers: [],
}

/** Scans fixtures; the launcher and other roots as given. */
export function scanFixture(
  names: string | readonly string[],
  roots: Partial<CodeRoots>,
  more: Partial<CodeInput> = {},
): CodeScan {
  const list = typeof names === 'string' ? [names] : names
  return scanCode(
    {
      artifact: 'test.apk',
      dex: list.map(dexFixture),
      roots: { ...NO_ROOTS, ...roots },
      apis: TEST_APIS,
      owners: () => undefined,
      framework: isFramework,
      ...more,
    },
    new Budget(PACKAGE_LIMITS),
  )
}
