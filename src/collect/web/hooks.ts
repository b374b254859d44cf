// biome-ignore lint/suspicious/noExplicitAny: this runs in a page, whose globals have no types here
type Any = any

/** What a page did, as the hooks report it. */
export interface HookReport {
  /** Which interface, e.g. `geolocation.getCurrentPosition`. */
  readonly api: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** A few words more: an argument, a name, a size. */
  readonly detail?: string
  /** Scripts on the stack, nearest first. */
  readonly stack?: string
}

/**
 * Runs in every document before the page's own scripts. It keeps its own copies of what it needs, hides the way it
 * reports, and wraps natives in proxies, which still print as native code.
 * @param binding name of the function that reports; removed from the page at once
 * @param noise changes the last pixels of canvases, so that a fingerprint differs from context to context
 */
export function installHooks(binding: string, noise: number, clipboard: string): void {
  const root = globalThis as Any
  const send = root[binding]
  if (typeof send !== 'function') return
  delete root[binding]
  const { apply, getOwnPropertyDescriptor, defineProperty, construct } = Reflect
  const now = Date.now
  const stringify = JSON.stringify
  const ErrorType = Error
  const ProxyType = Proxy
  // Called through Reflect.apply only.
  // oxlint-disable-next-line typescript/unbound-method
  const slice = String.prototype.slice
  const counts: Record<string, number> = Object.create(null)
  const plain = Object.create as (proto: null) => Any
  let busy = false

  const report = (api: string, detail?: unknown): void => {
    if (busy) return
    busy = true
    try {
      const seen = (counts[api] ?? 0) + 1
      counts[api] = seen
      if (seen > 40 && seen % 50 !== 0) return
      const message = plain(null)
      message.api = api
      message.at = now()
      if (detail !== undefined) message.detail = apply(slice, `${detail}`, [0, 600])
      const stack = new ErrorType().stack
      if (typeof stack === 'string') message.stack = apply(slice, stack, [0, 1500])
      send(stringify(message))
    } catch {
      // A page that breaks the report gains nothing by an exception.
    } finally {
      busy = false
    }
  }

  type Before = (args: Any[], self: Any) => unknown
  type After = (result: Any, args: Any[], self: Any) => Any
  const wrap = (holder: Any, name: string, api: string, before?: Before, after?: After): void => {
    try {
      const native = holder && getOwnPropertyDescriptor(holder, name)
      if (!native || typeof native.value !== 'function') return
      const value = new ProxyType(native.value, {
        apply(target: Any, self: Any, args: Any[]) {
          const detail = before ? before(args, self) : undefined
          if (detail !== false) report(api, detail)
          const result = apply(target, self, args)
          return after ? after(result, args, self) : result
        },
        construct(target: Any, args: Any[], made: Any) {
          const detail = before ? before(args, undefined) : undefined
          if (detail !== false) report(api, detail)
          return construct(target, args, made)
        },
      })
      defineProperty(holder, name, { ...native, value })
    } catch {
      // An interface this browser lacks.
    }
  }
  const watchRead = (holder: Any, name: string, api: string): void => {
    try {
      const native = holder && getOwnPropertyDescriptor(holder, name)
      if (!native?.get) return
      const get = new ProxyType(native.get, {
        apply(target: Any, self: Any, args: Any[]) {
          report(api)
          return apply(target, self, args)
        },
      })
      defineProperty(holder, name, { ...native, get })
    } catch {
      // An interface this browser lacks.
    }
  }
  const proto = (name: string): Any => root[name]?.prototype

  const geolocation = proto('Geolocation')
  wrap(geolocation, 'getCurrentPosition', 'geolocation.getCurrentPosition')
  wrap(geolocation, 'watchPosition', 'geolocation.watchPosition')
  const asked = (args: Any[]) => `${args[0]?.video ? 'video ' : ''}${args[0]?.audio ? 'audio' : ''}`
  wrap(proto('MediaDevices'), 'getUserMedia', 'mediaDevices.getUserMedia', asked)
  wrap(proto('MediaDevices'), 'getDisplayMedia', 'mediaDevices.getDisplayMedia')
  wrap(proto('MediaDevices'), 'enumerateDevices', 'mediaDevices.enumerateDevices')
  wrap(proto('Navigator'), 'getUserMedia', 'mediaDevices.getUserMedia', asked)
  wrap(proto('Navigator'), 'webkitGetUserMedia', 'mediaDevices.getUserMedia', asked)
  const copied = (result: Any) => {
    try {
      result?.catch?.(() => {})
    } catch {
      // Not a promise.
    }
    return Promise.resolve(clipboard)
  }
  wrap(proto('Clipboard'), 'readText', 'clipboard.readText', undefined, copied)
  wrap(proto('Clipboard'), 'read', 'clipboard.read')
  wrap(root.Notification, 'requestPermission', 'Notification.requestPermission')
  wrap(proto('PushManager'), 'subscribe', 'pushManager.subscribe')
  wrap(proto('ContactsManager'), 'select', 'contacts.select')
  for (const name of ['Bluetooth', 'USB', 'HID', 'Serial'])
    wrap(proto(name), name === 'Serial' ? 'requestPort' : 'requestDevice', `${name.toLowerCase()}.requestDevice`)
  wrap(root.IdleDetector, 'requestPermission', 'IdleDetector.requestPermission')
  wrap(root, 'queryLocalFonts', 'queryLocalFonts')
  for (const name of [
    'Accelerometer',
    'Gyroscope',
    'LinearAccelerationSensor',
    'Magnetometer',
    'AbsoluteOrientationSensor',
  ])
    wrap(root, name, `sensor.${name}`)
  wrap(proto('EventTarget'), 'addEventListener', 'sensor.listen', (args) =>
    args[0] === 'devicemotion' || args[0] === 'deviceorientation' ? args[0] : false,
  )
  wrap(root.DeviceMotionEvent, 'requestPermission', 'sensor.requestPermission')
  wrap(proto('Navigator'), 'getBattery', 'navigator.getBattery')
  wrap(proto('NavigatorUAData'), 'getHighEntropyValues', 'userAgentData.getHighEntropyValues')
  watchRead(proto('Navigator'), 'webdriver', 'navigator.webdriver')
  wrap(root, 'RTCPeerConnection', 'RTCPeerConnection')

  // Canvas: only one with text drawn on it tells devices apart.
  const drawn = new WeakSet()
  const changed = new WeakSet()
  const context2d = proto('CanvasRenderingContext2D')
  const fillRect = context2d?.fillRect
  for (const name of ['fillText', 'strokeText'])
    wrap(context2d, name, '', (_, self) => {
      try {
        drawn.add(self.canvas)
      } catch {
        // Not a canvas.
      }
      return false
    })
  const getContext = proto('HTMLCanvasElement')?.getContext
  const mark = (canvas: Any) => {
    if (!drawn.has(canvas) || changed.has(canvas)) return
    changed.add(canvas)
    try {
      const context: Any = apply(getContext, canvas, ['2d'])
      context.save()
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.globalCompositeOperation = 'source-over'
      context.fillStyle = `rgb(${noise % 251},${(noise >> 3) % 251},${(noise >> 7) % 251})`
      apply(fillRect, context, [0, 0, 1, 1])
      context.restore()
    } catch {
      // A canvas of another kind.
    }
  }
  const pictured = (_: Any[], self: Any) => {
    if (!drawn.has(self)) return false
    mark(self)
    return `${self.width}x${self.height}`
  }
  wrap(proto('HTMLCanvasElement'), 'toDataURL', 'canvas.toDataURL', pictured)
  wrap(proto('HTMLCanvasElement'), 'toBlob', 'canvas.toBlob', pictured)
  wrap(context2d, 'getImageData', 'canvas.getImageData', (_, self) => {
    if (!drawn.has(self?.canvas)) return false
    mark(self.canvas)
    return `${self.canvas.width}x${self.canvas.height}`
  })
  for (const name of ['WebGLRenderingContext', 'WebGL2RenderingContext'])
    wrap(proto(name), 'getParameter', 'webgl.renderer', (args) =>
      args[0] === 37445 || args[0] === 37446 ? String(args[0]) : false,
    )
  wrap(proto('OfflineAudioContext'), 'startRendering', 'audio.render')
  const fonts = plain(null)
  let families = 0
  const font = context2d && getOwnPropertyDescriptor(context2d, 'font')
  if (font?.set)
    defineProperty(context2d, 'font', {
      ...font,
      set: new ProxyType(font.set, {
        apply(target: Any, self: Any, args: Any[]) {
          const name = `${args[0]}`
          if (fonts[name] === undefined && families < 400) {
            fonts[name] = 1
            families++
            if (families === 20) report('fonts.probe', 'canvas')
          }
          return apply(target, self, args)
        },
      }),
    })
  const style = proto('CSSStyleDeclaration')
  const named = style && getOwnPropertyDescriptor(style, 'fontFamily')
  let styles = 0
  if (named?.set)
    defineProperty(style, 'fontFamily', {
      ...named,
      set: new ProxyType(named.set, {
        apply(target: Any, self: Any, args: Any[]) {
          if (++styles === 20) report('fonts.probe', 'style')
          return apply(target, self, args)
        },
      }),
    })

  // What is kept on the device, and what leaves in ways the network log shows without its words.
  wrap(proto('Storage'), 'setItem', 'storage.setItem', (args) => `${args[0]}`)
  wrap(proto('IDBFactory'), 'open', 'indexedDB.open', (args) => `${args[0]}`)
  for (const name of ['put', 'add']) wrap(proto('IDBObjectStore'), name, 'indexedDB.put', (_, self) => `${self.name}`)
  wrap(proto('Cache'), 'put', 'cache.put', (args) => `${args[0]?.url ?? args[0]}`)
  wrap(proto('Cache'), 'add', 'cache.put', (args) => `${args[0]?.url ?? args[0]}`)
  wrap(proto('Cache'), 'addAll', 'cache.put', (args) => `${args[0]?.length ?? 0}`)
  const cookie = proto('Document') && getOwnPropertyDescriptor(proto('Document'), 'cookie')
  if (cookie?.set)
    defineProperty(proto('Document'), 'cookie', {
      ...cookie,
      set: new ProxyType(cookie.set, {
        apply(target: Any, self: Any, args: Any[]) {
          report('document.cookie', `${args[0]}`)
          return apply(target, self, args)
        },
      }),
    })
  const blobText = proto('Blob')?.text
  const body = (api: string, url: unknown, data: Any): void => {
    if (typeof data === 'string') report(api, `${url} ${data}`)
    else if (data instanceof root.Blob)
      try {
        void (apply(blobText, data, []) as Any).then((text: string) => report(api, `${url} ${text}`))
      } catch {
        // A blob of a kind that cannot be read.
      }
  }
  wrap(proto('Navigator'), 'sendBeacon', '', (args) => {
    body('sendBeacon', args[0], args[1])
    return false
  })
  wrap(root, 'close', 'window.close')
  wrap(proto('ServiceWorkerContainer'), 'register', 'serviceWorker.register', (args) => `${args[0]}`)
}

/** The script text that installs the hooks. */
export const hookScript = (binding: string, noise: number, clipboard: string): string =>
  `(${installHooks.toString()})(${JSON.stringify(binding)},${noise},${JSON.stringify(clipboard)})`
