import { chromium } from 'playwright'
import { readFileSync } from 'node:fs'
const axe = readFileSync('node_modules/axe-core/axe.min.js','utf8')
const base='http://localhost:4610'
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox']})
const pages: [string,string,Record<string,string>?][] = [
 ['find-en','/en/officials'],['find-es','/es/officials'],['zip1-en','/en/officials',{zip:'85001'}],['zip2-es','/es/officials',{zip:'60011'}],['mil-es','/es/officials',{zip:'09007'}],['unknown-en','/en/officials',{zip:'00000'}],['bad-es','/es/officials',{zip:'8'}],
 ['point-en','/en/officials',{lat:'33.75',lon:'-84.35'}],['state-es','/es/places/arizona'],['county-en','/en/places/az-maricopa-county'],['saguaro-es','/es/places/az-saguaro-county-fictional'],['ocotillo-en','/en/places/az-ocotillo-fictional'],['ida-en','/en/officials/ida-vance-saguaro'],['ida-es','/es/officials/ida-vance-saguaro'],['sheriffs-en','/en/sheriffs'],['sheriffs-es','/es/alguaciles']]
const only = process.argv[2]
for (const [name,path,fields] of pages) { if (only && !name.startsWith(only)) continue
 for (const width of [360,1280]) {
  const c = await b.newContext({javaScriptEnabled:false, viewport:{width,height:800}}); const p = await c.newPage()
  const r = await p.goto(base+path)
  if (fields) { if(fields.zip!==undefined){ await p.fill('#zip',fields.zip); await p.click('#find button') } else { await p.setContent(await (await fetch(base+path,{method:'POST',headers:{'content-type':'application/x-www-form-urlencoded'},body:new URLSearchParams(fields)})).text()) } }
  const over = await p.evaluate('document.documentElement.scrollWidth > innerWidth').catch(()=>'?')
  await p.screenshot({path:`/tmp/firme-places-shots/${name}-${width}.png`,fullPage:true})
  if (width===360) { const html = await p.content(); const c2=await b.newContext({viewport:{width,height:800}, bypassCSP:true}); const p2=await c2.newPage(); await p2.route('**/*', (x)=>x.request().isNavigationRequest()?x.fulfill({contentType:'text/html',body:html}):x.abort()); await p2.goto(base+path); await p2.evaluate(axe); const res=await p2.evaluate('axe.run()') as any; console.log(name, r?.status(), p.url(), 'overflow', over, 'violations', res.violations.map((v:any)=>v.id+':'+v.nodes.length+' '+v.nodes[0].target).join(', ')); await c2.close() }
  await c.close()
 } }
await b.close()
