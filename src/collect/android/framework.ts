/**
 * Libraries nearly every app carries and whose own use of an API follows from what the app calls: the callers are not
 * the app's doing. SDKs that act on their own account are not in this list.
 */
const PREFIXES = [
  'android.support.',
  'android.arch.',
  'androidx.',
  'com.google.android.material.',
  'com.google.android.flexbox.',
  'dalvik.',
  'java.',
  'javax.',
  'j$.',
  'kotlin.',
  'kotlinx.',
  'org.jetbrains.annotations.',
] as const

/** True for classes of the platform's support libraries and the Kotlin runtime. */
export const isFramework = (className: string): boolean => PREFIXES.some((prefix) => className.startsWith(prefix))
