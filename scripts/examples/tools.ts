import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** The Debian packages the build needs, all from the ordinary archive. */
export const DEBIAN_PACKAGES = 'default-jre-headless libsmali-java aapt zipalign apksigner android-framework-res'

/** The framework's resource table, to which manifests and layouts are compiled (Android 10). */
export const FRAMEWORK = '/usr/share/android-framework-res/framework-res.apk'

const SMALI_CLASSPATH = ['smali', 'smali-util', 'dexlib2', 'antlr3-runtime', 'guava', 'jcommander']
  .map((jar) => `/usr/share/java/${jar}.jar`)
  .join(':')

/** Says in one line what to install where a tool is missing. */
export class MissingTool extends Error {
  constructor(tool: string) {
    super(`${tool} is missing; on Debian: apt-get install ${DEBIAN_PACKAGES}`)
    this.name = 'MissingTool'
  }
}

/** Runs a program to its end. Throws with its own messages where it fails. */
function run(command: string, args: readonly string[]): void {
  const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C.UTF-8', TZ: 'UTC' } })
  if (done.error) throw new MissingTool(command)
  if (done.status !== 0) throw new Error(`${command} ${args[0] ?? ''} failed:\n${done.stdout}${done.stderr}`)
}

/** Compiles manifest and resources; writes the package without code to `out` and the resource ids to `ids`/R.java. */
export function aapt(manifest: string, resources: string, assets: string | undefined, ids: string, out: string): void {
  if (!existsSync(FRAMEWORK)) throw new MissingTool(FRAMEWORK)
  const withAssets = assets ? ['-A', assets] : []
  run('aapt', [
    'package',
    '-f',
    '-m',
    '-J',
    ids,
    '-M',
    manifest,
    '-S',
    resources,
    ...withAssets,
    '-I',
    FRAMEWORK,
    '-F',
    out,
  ])
}

/** Assembles a folder of smali files to one DEX file for Android 5.0 and later. */
export function smali(folder: string, out: string): void {
  if (!existsSync('/usr/share/java/smali.jar')) throw new MissingTool('/usr/share/java/smali.jar')
  run('java', [
    '-cp',
    SMALI_CLASSPATH,
    'org.jf.smali.Main',
    'assemble',
    '--api',
    '21',
    '--jobs',
    '1',
    '--output',
    out,
    folder,
  ])
}

/** Aligns stored entries to four bytes. */
export function zipalign(input: string, out: string): void {
  run('zipalign', ['-f', '4', input, out])
}

/** Signs with the throw-away key, schemes 1, 2 and 3. RSA signatures of this form have no random part. */
export function apksigner(keys: string, input: string, out: string): void {
  const signer = ['--key', `${keys}/example.pk8`, '--cert', `${keys}/example.x509.pem`, '--v1-signer-name', 'EXAMPLE']
  const schemes = [true, true, true, false].flatMap((on, i) => [`--v${i + 1}-signing-enabled`, String(on)])
  run('apksigner', ['sign', ...signer, ...schemes, '--in', input, '--out', out])
}
