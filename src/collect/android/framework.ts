/**
 * Strings that only methods of the support libraries hold, next to a call of a sensitive API. A shrinker renames those
 * classes but keeps their strings: such a method is the library's doing under any name.
 */
export const FRAMEWORK_STRINGS: readonly string[] = [
  // AppCompat asks for the last known location to tell day from night.
  'TwilightManager',
  'Failed to get last known location',
  // The support FileProvider looks up storage folders.
  'android.support.FILE_PROVIDER_PATHS',
]
