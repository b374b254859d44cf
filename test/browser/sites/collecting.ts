import { FOOT, GOODS, honest, modal, NAV, page, type Site, track } from './site.ts'

const home = (body: string, expect: string, head = '') =>
  page('示例商城', `${NAV}<h1>示例商城</h1>${GOODS}${FOOT}${body}`, { expect, head })
const EARLY = '1.2=passed;3.1=failed;5.1=failed'

/** Sites that collect before the person decides, or go on after a refusal, in many ways. */
export const collectingSites: readonly Site[] = [
  {
    name: 'tongji-on-load',
    pages: { '/': home(`<script>${track('hm.baidu.com')}</script>${modal()}`, `${EARLY};3.2=failed`), ...honest() },
  },
  {
    name: 'sha256-of-id',
    pages: {
      '/': home(
        `${modal()}<script>(async()=>{localStorage.did||=crypto.randomUUID();const d=new Uint8Array(await crypto.subtle.digest('SHA-256',new TextEncoder().encode(localStorage.did)));const x=Array.from(d,b=>b.toString(16).padStart(2,'0')).join('');navigator.sendBeacon('http://collect.tracker.example{port}/c',btoa(JSON.stringify({ev:'pv',d:{k:x},t:Date.now()})))})()</script>`,
        EARLY,
      ),
      ...honest(),
    },
  },
  {
    name: 'gzip-json-body',
    pages: {
      '/': home(
        `${modal()}<script>(async()=>{document.cookie=document.cookie.includes('cna')?'x=1':'cna='+crypto.randomUUID()+'; max-age=31536000';const id=/cna=([^;]+)/.exec(document.cookie)[1];const s=new Blob([JSON.stringify({list:[{props:{distinct_id:id}}]})]).stream().pipeThrough(new CompressionStream('gzip'));const b=await new Response(s).arrayBuffer();fetch('http://collect.tracker.example{port}/sa',{method:'POST',body:b,mode:'no-cors'})})()</script>`,
        EARLY,
      ),
      ...honest(),
    },
  },
  {
    name: 'fingerprint',
    pages: {
      '/': home(
        `${modal()}<script>(()=>{const c=document.createElement('canvas');c.width=200;c.height=40;const x=c.getContext('2d');x.font='16px sans-serif';x.fillText('指纹 fingerprint 123',4,20);const g=document.createElement('canvas').getContext('webgl');let r='';if(g){const e=g.getExtension('WEBGL_debug_renderer_info');r=e?g.getParameter(e.UNMASKED_RENDERER_WEBGL):''}const s=c.toDataURL()+r+navigator.userAgent+screen.width;let a=5381,b=52711;for(const k of s){const n=k.codePointAt(0);a=(a*33^n)>>>0;b=(b*31^n)>>>0}new Image().src='http://collect.tracker.example{port}/f.gif?fp='+a.toString(16).padStart(8,'0')+b.toString(16).padStart(8,'0')})()</script>`,
        EARLY,
      ),
      ...honest(),
    },
  },
  {
    name: 'late-tracker',
    pages: {
      '/': home(
        `${modal()}<script>setTimeout(()=>{${track('collect.tracker.example', '/p?vid={id}')}},2300)</script>`,
        EARLY,
      ),
      ...honest(),
    },
  },
  {
    name: 'scroll-tracker',
    pages: {
      '/': page(
        '示例商城',
        `${NAV}${GOODS.repeat(6)}${FOOT}<div id="bar" style="position:fixed;bottom:0;left:0;right:0;background:#fff;padding:10px">请阅读<a href="/privacy">隐私政策</a>并选择：<button id="n">拒绝</button><button id="y">同意</button></div><script>if(localStorage.c)bar.remove();y.onclick=()=>{localStorage.c=1;bar.remove()};n.onclick=()=>{localStorage.c=0;bar.remove()};addEventListener('scroll',()=>{${track('collect.tracker.example')}},{once:true})</script>`,
        { expect: EARLY },
      ),
      ...honest(),
    },
  },
  {
    name: 'websocket',
    pages: {
      '/': home(
        `${modal()}<script>localStorage.ws||=crypto.randomUUID();const w=new WebSocket('ws://collect.tracker.example{port}/s?device_id='+localStorage.ws);w.onerror=()=>{}</script>`,
        EARLY,
      ),
      ...honest(),
    },
  },
  {
    name: 'redirected-id',
    pages: {
      '/': home(
        `${modal()}<script>localStorage.rid||=crypto.randomUUID();new Image().src='/go?id='+localStorage.rid</script>`,
        EARLY,
      ),
      '/go': (request, response) => {
        const id = new URL(request.url ?? '', 'http://x').searchParams.get('id')
        const port = (request.headers.host ?? '').replace(/^[^:]*/, '')
        response.writeHead(302, { location: `http://ads.partner.example${port}/sync?partner_uid=${id}` }).end()
        return undefined
      },
      ...honest(),
    },
  },
  {
    name: 'first-party-device-id',
    pages: {
      '/': home(
        `${modal()}<script>localStorage.device_id||=crypto.randomUUID();fetch('/api/report',{method:'POST',body:JSON.stringify({event:'launch',device_id:localStorage.device_id,ua:navigator.userAgent})})</script>`,
        '1.2=passed;3.1=failed;5.1=passed',
      ),
      '/api/report': '{}',
      ...honest(),
    },
  },
  {
    name: 'location-on-load',
    pages: {
      '/': home(
        `${modal()}<script>navigator.geolocation.getCurrentPosition(()=>{},()=>{})</script>`,
        '2.3=failed;3.1=failed;5.1=passed;4.6=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'location-to-partner',
    pages: {
      '/': home(
        `${modal()}<script>navigator.geolocation.getCurrentPosition(p=>fetch('http://ads.partner.example{port}/geo',{method:'POST',mode:'no-cors',body:new URLSearchParams({q:JSON.stringify({la:p.coords.latitude,lo:p.coords.longitude})})}))</script>`,
        '2.3=failed;3.1=failed;5.1=failed',
      ),
      ...honest(),
    },
  },
  {
    name: 'location-explained',
    pages: {
      '/': home(
        modal({
          text: '请阅读<a href="/privacy">《隐私政策》</a>。我们会在您同意后获取您的位置信息，用于向您展示附近的门店。',
          agreed: 'navigator.geolocation.getCurrentPosition(()=>{},()=>{})',
        }),
        '1.2=passed;3.1=passed;3.2=passed;2.3=cantTell',
      ),
      ...honest(),
    },
  },
  {
    name: 'clipboard-on-load',
    pages: {
      '/': home(
        `${modal()}<script>navigator.clipboard&&navigator.clipboard.readText().then(t=>window.c=t).catch(()=>{})</script>`,
        '3.1=failed;2.3=failed',
      ),
      ...honest(),
    },
  },
  {
    name: 'keystrokes',
    pages: {
      '/': page(
        '示例商城',
        `${NAV}<h1>示例商城</h1><p>首页通知：请阅读<a href="/privacy">隐私政策</a>，了解我们如何使用您的信息。</p><form><input type="tel" name="mobile" placeholder="手机号"><button type="button">预约</button></form>${GOODS}${FOOT}<script>document.querySelector('input').addEventListener('input',e=>{if(e.target.value.length>8)new Image().src='http://collect.tracker.example{port}/k?v='+encodeURIComponent(e.target.value)})</script>`,
        { expect: '3.1=failed;5.1=failed' },
      ),
      ...honest(),
    },
  },
  {
    name: 'refusal-ignored',
    pages: {
      '/': home(
        modal({ agreed: track('hm.baidu.com'), refused: track('hm.baidu.com') }),
        '3.1=passed;3.2=failed;5.1=failed',
      ),
      ...honest(),
    },
  },
  {
    name: 'refusal-then-later',
    pages: {
      '/': home(
        modal({ refused: `setTimeout(()=>{${track('collect.tracker.example')}},1500)` }),
        '3.1=passed;3.2=failed',
      ),
      ...honest(),
    },
  },
  {
    name: 'no-prompt-tracker',
    pages: {
      '/': home(
        `<script>${track('www.google-analytics.com', '/collect?v=1&tid=UA-1&cid={id}', '_ga_id')}</script>`,
        '1.2=failed;3.1=failed;5.1=failed;3.2=cantTell',
      ),
      ...honest(),
    },
  },
  {
    name: 'page-view-without-id',
    pages: {
      '/': home(
        `${modal()}<script>new Image().src='http://collect.tracker.example{port}/pv?u='+encodeURIComponent(location.href)+'&t='+Date.now()+'&r='+Math.random()</script>`,
        '3.1=passed;3.2=passed;5.1=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'known-tracker-script',
    pages: {
      '/': home(
        `${modal()}<script src="http://hm.baidu.com{port}/hm.js?1a2b3c4d5e6f"></script>`,
        '3.1=cantTell;5.1=cantTell',
      ),
      ...honest(),
    },
    hosts: { 'hm.baidu.com': (request) => (/hm\.js/.test(request.url ?? '') ? 'window._hmt=[]' : undefined) },
  },
  {
    name: 'looks-for-automation',
    pages: {
      '/': home(
        `${modal()}<script>if(!navigator.webdriver){${track('collect.tracker.example')}}</script>`,
        '3.1=cantTell;3.2=cantTell;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'worker-tracker',
    pages: {
      '/': home(
        `${modal()}<script>localStorage.wid||=crypto.randomUUID();new Worker('/w.js').postMessage(localStorage.wid)</script>`,
        EARLY,
      ),
      '/w.js': `onmessage=e=>fetch('http://collect.tracker.example{port}/w?cuid='+e.data,{mode:'no-cors'})`,
      ...honest(),
    },
  },
  {
    name: 'service-worker',
    pages: {
      '/': home(
        `${modal()}<script>localStorage.swid||=crypto.randomUUID();navigator.serviceWorker.register('/sw.js').then(()=>navigator.serviceWorker.ready).then(r=>r.active.postMessage(localStorage.swid))</script>`,
        EARLY,
      ),
      '/sw.js': `self.onmessage=e=>fetch('http://collect.tracker.example{port}/sw?uuid='+e.data,{mode:'no-cors'})`,
      ...honest(),
    },
  },
  {
    name: 'shake-on-load',
    pages: {
      '/': home(
        `${modal()}<script>addEventListener('devicemotion',()=>{})</script>`,
        '3.1=cantTell;5.1=cantTell;1.2=passed',
      ),
      ...honest(),
    },
  },
  {
    name: 'shake-after-agreeing',
    pages: {
      '/': home(modal({ agreed: "addEventListener('devicemotion',()=>{})" }), '3.1=passed;3.2=passed;5.1=passed'),
      ...honest(),
    },
  },
]
