import { chromium } from '@playwright/test';
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']});
const p = await b.newPage({viewport:{width:390,height:844}}); await p.goto('http://127.0.0.1:5055/'); await p.waitForSelector('.kpi-value:not(.skeleton)');
console.log(await p.evaluate(()=>['.platform-card .chart-body','.platform-card .chart-drawing','.doughnut','.doughnut canvas','.platform-legend','.card-head'].map(s=>{const e=document.querySelector(s),r=e.getBoundingClientRect();return [s,r.x,r.y,r.width,r.height,getComputedStyle(e).gridTemplateRows].join(' ')}).join('\n')));
await b.close();
