/*
 * Watches the interfaces through which an Android app reads personal data and prints one JSON object a line, in the
 * form that `guiju audit … --log` reads. For devices and apps you may test. Usage: see logs.en.md or logs.zh.md here.
 */
const WATCH = {
  'android.accessibilityservice.AccessibilityService': ['takeScreenshot', 'takeScreenshotOfWindow'],
  'android.accounts.AccountManager': [
    'addOnAccountsUpdatedListener',
    'getAccounts',
    'getAccountsAndVisibilityForPackage',
    'getAccountsByType',
    'getAccountsByTypeAndFeatures',
    'getAccountsByTypeForPackage',
  ],
  'android.app.admin.DevicePolicyManager': ['getWifiMacAddress'],
  'android.bluetooth.BluetoothAdapter': ['getAddress'],
  'android.content.ContentResolver': ['query'],
  'android.content.pm.IPackageManager': ['getInstalledApplications', 'getInstalledPackages'],
  'android.content.pm.LauncherApps': ['getActivityList'],
  'android.content.pm.PackageManager': [
    'getInstalledApplications',
    'getInstalledApplicationsAsUser',
    'getInstalledPackages',
    'getInstalledPackagesAsUser',
    'getPackagesHoldingPermissions',
    'getPreferredPackages',
  ],
  'android.hardware.Camera': [
    'open',
    'setOneShotPreviewCallback',
    'setPreviewCallback',
    'setPreviewCallbackWithBuffer',
    'takePicture',
  ],
  'android.hardware.SensorManager': ['getDefaultSensor'],
  'android.hardware.camera2.CameraManager': ['openCamera'],
  'android.health.connect.HealthConnectManager': ['aggregate', 'readRecords'],
  'android.location.LocationManager': [
    'addGpsStatusListener',
    'addNmeaListener',
    'addProximityAlert',
    'getCurrentLocation',
    'getGpsStatus',
    'getLastKnownLocation',
    'registerGnssMeasurementsCallback',
    'registerGnssNavigationMessageCallback',
    'registerGnssStatusCallback',
    'requestFlush',
    'requestLocationUpdates',
    'requestSingleUpdate',
  ],
  'android.media.AudioRecord': ['read', 'startRecording'],
  'android.media.ExifInterface': ['getLatLong'],
  'android.media.MediaDrm': ['getPropertyByteArray', 'getPropertyString'],
  'android.media.MediaRecorder': ['setAudioSource'],
  'android.media.projection.MediaProjection': ['createVirtualDisplay'],
  'android.media.projection.MediaProjectionManager': ['createScreenCaptureIntent', 'getMediaProjection'],
  'android.net.NetworkInfo': ['getExtraInfo'],
  'android.net.wifi.ScanResult': ['getWifiSsid'],
  'android.net.wifi.WifiInfo': ['getBSSID', 'getHiddenSSID', 'getMacAddress', 'getPasspointFqdn', 'getSSID'],
  'android.net.wifi.WifiManager': [
    'getCallerConfiguredNetworks',
    'getConfiguredNetworks',
    'getFactoryMacAddresses',
    'getMatchingWifiConfig',
    'getPrivilegedConfiguredNetworks',
    'getScanResults',
    'registerScanResultsCallback',
    'startScan',
  ],
  'android.net.wifi.p2p.WifiP2pManager': ['requestDeviceInfo'],
  'android.net.wifi.rtt.WifiRttManager': ['startRanging'],
  'android.os.Build': ['getSerial'],
  'android.os.SystemProperties': ['get'],
  'android.provider.Browser': ['getAllBookmarks', 'getAllVisitedUrls', 'getVisitedHistory'],
  'android.provider.CalendarContract$Attendees': ['query'],
  'android.provider.CalendarContract$Instances': ['query'],
  'android.provider.CalendarContract$Reminders': ['query'],
  'android.provider.CallLog$Calls': ['getLastOutgoingCall'],
  'android.provider.MediaStore$Images$Media': ['getBitmap', 'query'],
  'android.provider.MediaStore$Video': ['query'],
  'android.provider.MediaStore': ['setRequireOriginal'],
  'android.provider.Settings$Secure': ['getString', 'getStringForUser'],
  'android.provider.Settings$System': ['getString', 'getStringForUser'],
  'android.provider.Telephony$Sms$Intents': ['getMessagesFromIntent'],
  'android.service.notification.NotificationListenerService': ['getActiveNotifications', 'getSnoozedNotifications'],
  'android.service.notification.StatusBarNotification': ['getNotification'],
  'android.speech.SpeechRecognizer': ['startListening'],
  'android.support.media.ExifInterface': ['getLatLong'],
  'android.telecom.TelecomManager': ['getLine1Number'],
  'android.telephony.CellInfoCdma': ['getCellIdentity'],
  'android.telephony.CellInfoGsm': ['getCellIdentity'],
  'android.telephony.CellInfoLte': ['getCellIdentity'],
  'android.telephony.CellInfoNr': ['getCellIdentity'],
  'android.telephony.CellInfoTdscdma': ['getCellIdentity'],
  'android.telephony.CellInfoWcdma': ['getCellIdentity'],
  'android.telephony.NeighboringCellInfo': ['getCid', 'getLac', 'getPsc'],
  'android.telephony.SmsManager': ['getAllMessagesFromIcc'],
  'android.telephony.SmsMessage': [
    'getDisplayMessageBody',
    'getDisplayOriginatingAddress',
    'getMessageBody',
    'getOriginatingAddress',
  ],
  'android.telephony.SubscriptionInfo': ['getIccId', 'getNumber'],
  'android.telephony.SubscriptionManager': ['getPhoneNumber'],
  'android.telephony.TelephonyManager': [
    'getAllCellInfo',
    'getCellLocation',
    'getDeviceId',
    'getImei',
    'getLine1Number',
    'getMeid',
    'getMsisdn',
    'getNai',
    'getNeighboringCellInfo',
    'getPrimaryImei',
    'getSimSerialNumber',
    'getSubscriberId',
    'getUiccCardsInfo',
    'getVoiceMailAlphaTag',
    'getVoiceMailNumber',
    'listen',
    'requestCellInfoUpdate',
    'requestNetworkScan',
  ],
  'android.telephony.UiccCardInfo': ['getEid', 'getIccId'],
  'android.telephony.cdma.CdmaCellLocation': [
    'getBaseStationId',
    'getBaseStationLatitude',
    'getBaseStationLongitude',
    'getNetworkId',
    'getSystemId',
  ],
  'android.telephony.euicc.EuiccManager': ['getEid'],
  'android.telephony.gsm.GsmCellLocation': ['getCid', 'getLac', 'getPsc'],
  'android.telephony.gsm.SmsMessage': [
    'getDisplayMessageBody',
    'getDisplayOriginatingAddress',
    'getMessageBody',
    'getOriginatingAddress',
  ],
  'android.view.SurfaceControl': ['screenshot'],
  'java.net.NetworkInterface': ['getHardwareAddress'],
}

const print = (line) => console.log(JSON.stringify(line))
const now = () => new Date().toISOString()

function stack() {
  const frames = Java.use('java.lang.Exception').$new().getStackTrace()
  const lines = []
  for (let i = 0; i < frames.length && i < 40; i++) lines.push(frames[i].toString())
  return lines
}

/** Arguments as short texts: enough to tell which setting or address is read. */
function texts(args) {
  const out = []
  for (let i = 0; i < args.length; i++) out.push(args[i] === null ? 'null' : String(args[i]).slice(0, 300))
  return out
}

function watch(className, method) {
  let owner
  try {
    owner = Java.use(className)
  } catch {
    return
  }
  const named = owner[method]
  if (named === undefined || named.overloads === undefined) return
  for (const overload of named.overloads)
    overload.implementation = function (...args) {
      print({ type: 'call', time: now(), class: className, method, args: texts(args), stack: stack() })
      return overload.apply(this, args)
    }
}

/** To be called from the Frida console when the button is pressed. */
rpc.exports = {
  agree: () => print({ type: 'consent', choice: 'agree', time: now() }),
  refuse: () => print({ type: 'consent', choice: 'refuse', time: now() }),
  end: () => print({ type: 'end', time: now() }),
}
globalThis.agree = rpc.exports.agree
globalThis.refuse = rpc.exports.refuse
globalThis.end = rpc.exports.end

Java.perform(() => {
  const app = Java.use('android.app.ActivityThread').currentPackageName()
  print({ type: 'start', app: app === null ? undefined : String(app), spawned: true, time: now() })
  const all = []
  for (const [className, methods] of Object.entries(WATCH))
    for (const method of methods) {
      watch(className, method)
      all.push(className + '.' + method)
    }
  watch('android.app.ApplicationPackageManager', 'getInstalledPackages')
  watch('android.app.ApplicationPackageManager', 'getInstalledApplications')
  watch('android.app.Activity', 'requestPermissions')
  print({ type: 'hooks', apis: all, time: now() })
})
