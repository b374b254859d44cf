import { createHash } from 'node:crypto'
import { FOOT, GOODS, HONEST, honest, modal, NAV, page, type Site } from './site.ts'

const home = (body: string, expect: string) =>
  page('示例图库', `${NAV}<h1>示例图库</h1>${GOODS}${FOOT}${body}`, { expect })
const HEX = "Array.from(crypto.getRandomValues(new Uint8Array(12)),b=>b.toString(16).padStart(2,'0')).join('')"
/** Opens a database and calls `then(store)` with a store to write to. */
const db = (then: string) =>
  `{const q=indexedDB.open('app',1);q.onupgradeneeded=()=>q.result.createObjectStore('kv');q.onsuccess=()=>{const s=q.result.transaction('kv','readwrite').objectStore('kv');${then}}}`
const MAKE = `const g=s.get('client');g.onsuccess=()=>{const v=g.result||{made:Date.now(),visitor:${HEX}};s.put(v,'client')`

/** Sites that keep things in databases and caches, and that hand on who somebody is in addresses. */
export const keepingSites: readonly Site[] = [
  {
    name: 'database-settings',
    pages: {
      ...honest(),
      '/': home(`${modal()}<script>${db("s.put({theme:'light',size:16,city:'beijing'},'set')")}</script>`, HONEST),
    },
  },
  {
    name: 'database-identifier',
    pages: {
      ...honest(),
      '/': home(`${modal()}<script>${db(`${MAKE}}`)}</script>`, '3.1=cantTell;3.2=passed;5.1=passed;1.2=passed'),
    },
  },
  {
    name: 'database-identifier-after',
    pages: { ...honest(), '/': home(modal({ agreed: db(`${MAKE}}`) }), HONEST) },
  },
  {
    name: 'database-identifier-despite-refusal',
    pages: {
      ...honest(),
      '/': home(modal({ refused: db(`${MAKE}}`) }), '3.1=passed;3.2=cantTell;5.1=passed;1.2=passed'),
    },
  },
  {
    name: 'database-identifier-sent',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>${db(`${MAKE};new Image().src='http://collect.tracker.example{port}/i.gif?k='+v.visitor}`)}</script>`,
        '3.1=failed;5.1=failed;1.2=passed',
      ),
    },
  },
  {
    name: 'cache-of-files',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>caches.open('v1').then(c=>c.addAll(['/app.js','/app.json'])).catch(()=>{})</script>`,
        HONEST,
      ),
      '/app.js': 'window.app=1',
      '/app.json': (_, response) => {
        response.setHeader('content-type', 'application/json')
        return '{"build":"20260601-a8f3c2d19e","files":["a","b"]}'
      },
    },
  },
  {
    name: 'cache-identifier',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>caches.open('id').then(async c=>{if(!await c.match('/me'))await c.put('/me',new Response(JSON.stringify({me:${HEX}}),{headers:{'content-type':'application/json'}}))})</script>`,
        '3.1=cantTell;5.1=passed;1.2=passed',
      ),
    },
  },
  {
    name: 'worker-database',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>navigator.serviceWorker.register('/sw.js').then(()=>navigator.serviceWorker.ready).then(r=>r.active.postMessage(1))</script>`,
        '3.1=cantTell;5.1=passed;1.2=passed',
      ),
      '/sw.js': `self.onmessage=()=>${db(`${MAKE}}`)}`,
    },
  },
  {
    name: 'referrer-identifier',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>localStorage.vid||=${HEX};if(!location.search)history.replaceState(0,'','/?v='+localStorage.vid);const i=new Image();i.referrerPolicy='unsafe-url';i.src='http://cdn.static.example{port}/logo.gif'</script>`,
        '3.1=cantTell;5.1=cantTell;1.2=passed',
      ),
    },
  },
  {
    name: 'referrer-plain',
    pages: {
      ...honest(),
      '/': home(
        `${modal()}<script>if(!location.search)history.replaceState(0,'','/?from=home&tab=2');const i=new Image();i.referrerPolicy='unsafe-url';i.src='http://cdn.static.example{port}/logo.gif'</script>`,
        HONEST,
      ),
    },
  },
  {
    name: 'partner-link-with-identity',
    pages: {
      ...honest(),
      '/': home(
        `<p><a href="http://ads.partner.example{port}/coupon?openid=oX2a9Kd81LmQ7tB&from=shop">去合作商家领券</a></p>${modal()}`,
        '5.3=cantTell;3.1=passed;5.1=passed;1.2=passed',
      ),
    },
  },
  {
    name: 'partner-link-plain',
    pages: {
      ...honest(),
      '/': home(
        `<p><a href="http://ads.partner.example{port}/coupon?from=shop&page=2">去合作商家领券</a></p>${modal()}`,
        `${HONEST};5.3=cantTell`,
      ),
    },
  },
  {
    name: 'cache-of-signed-addresses',
    pages: {
      ...honest(),
      '/': home(
        `<img id="cover" alt="">${modal()}<script>(async()=>{const c=await caches.open('api');let r=await c.match('/api/goods');if(!r){await c.add('/api/goods');r=await c.match('/api/goods')}cover.src=(await r.json()).cover})()</script>`,
        '3.1=cantTell;3.2=cantTell;5.1=cantTell;1.2=passed;4.2=passed',
      ),
      '/api/goods': (_, response) => {
        response.setHeader('content-type', 'application/json')
        const sign = createHash('sha256').update(String(process.hrtime.bigint())).digest('hex').slice(0, 32)
        return `{"cover":"http://img.storage.example{port}/goods/1.jpg?expires=1900000000&sign=${sign}"}`
      },
    },
  },
]
