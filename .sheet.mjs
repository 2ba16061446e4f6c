import sharp from 'sharp'
const [out,h,...names]=process.argv.slice(2)
const ims=await Promise.all(names.map(async n=>{const i=sharp(`/tmp/firme-places-shots/${n}.png`);const m=await i.metadata();const hh=Math.min(m.height,+h);return{b:await i.extract({left:0,top:0,width:m.width,height:hh}).toBuffer(),w:m.width,h:hh}}))
const W=ims.reduce((a,i)=>a+i.w+12,0),H=Math.max(...ims.map(i=>i.h));let x=0
const comp=ims.map(i=>{const c={input:i.b,left:x,top:0};x+=i.w+12;return c})
await sharp({create:{width:W,height:H,channels:3,background:'#888'}}).composite(comp).png().toBuffer().then(b=>sharp(b).resize({width:Math.min(W,1900)}).png().toFile('/tmp/firme-places-shots/'+out))
