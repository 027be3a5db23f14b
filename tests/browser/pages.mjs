// Every page that Precept writes, in a browser: does it load alone, fit, and lead somewhere?
// In: the browser, the folder with its driver, the folder of pages. Out: a line a fault, and exit code 1 where there is any.
// What is asked of every page: nothing on the console, no request but for itself, every link leads to a place that is there, nothing wider
// than the screen at 360 and 1280 px, the text of every picture within its box and not over other text, headings in order, names for
// pictures, contrast of text. Of plots: their bars are as long as they say, light and dark, on paper. Of a determination: the criterion that decided is open, and all is open on paper.
import { createRequire } from 'node:module';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const [executablePath, work, folder] = process.argv.slice(2);
const { chromium } = createRequire(join(work, 'package.json'))('playwright-core');
const WIDTHS = [360, 1280];
let faults = [];

function files(of) {
  return readdirSync(of).sort().flatMap((name) => {
    const path = join(of, name);
    return statSync(path).isDirectory() ? files(path) : path.endsWith('.html') ? [path] : [];
  });
}

// ---- what is asked in the page itself ------------------------------------------------------------------------------
const tooWide = () => {
  const out = [];
  if (document.documentElement.scrollWidth > window.innerWidth) out.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  // What may be wider than the screen scrolls by itself, and can be reached by the keyboard.
  for (const box of document.querySelectorAll('.table, .steps'))
    if (box.scrollWidth > box.clientWidth && box.tabIndex !== 0) out.push(`${box.className} scrolls and cannot be reached by the keyboard`);
  return out;
};

const pictures = () => {
  const out = [];
  const slack = 1;
  for (const svg of document.querySelectorAll('svg')) {
    const name = svg.querySelector('title')?.textContent.trim();
    if (svg.getAttribute('role') !== 'img' || !name) out.push('a picture has no title');
    const view = svg.getBoundingClientRect();
    const boxes = [...svg.querySelectorAll('rect')].map((rect) => rect.getBoundingClientRect());
    const texts = [...svg.querySelectorAll('text')].map((text) => ({ text: text.textContent, at: text.getBoundingClientRect() }));
    for (const { text, at } of texts) {
      if (at.left < view.left - slack || at.right > view.right + slack || at.top < view.top - slack || at.bottom > view.bottom + slack)
        out.push(`"${text}" leaves the picture "${name}"`);
      for (const box of boxes) {
        const meets = at.left < box.right && at.right > box.left && at.top < box.bottom && at.bottom > box.top;
        const within = at.left >= box.left - slack && at.right <= box.right + slack && at.top >= box.top - slack && at.bottom <= box.bottom + slack;
        if (meets && !within) out.push(`"${text}" crosses the edge of a box in "${name}"`);
      }
    }
    for (let i = 0; i < texts.length; ++i)
      for (let j = i + 1; j < texts.length; ++j) {
        const a = texts[i].at, b = texts[j].at;
        // Lines of one text touch by what fonts keep above and below their letters: a third of a line is no letter.
        const deep = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        if (wide > slack && deep > Math.min(a.height, b.height) / 3) out.push(`"${texts[i].text}" and "${texts[j].text}" lie over each other in "${name}"`);
      }
  }
  return out;
};

const structure = () => {
  const out = [];
  let before = 0;
  for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
    const level = Number(heading.tagName[1]);
    if (level > before + 1) out.push(`the heading "${heading.textContent}" is of level ${level} after ${before}`);
    before = level;
  }
  if (document.querySelectorAll('h1').length !== 1) out.push('there is not one heading of the first level');
  for (const landmark of ['main', 'header', 'footer']) if (document.querySelectorAll(landmark).length !== 1) out.push(`there is not one ${landmark}`);
  if (document.documentElement.lang !== 'en') out.push('the language is not said');
  if (document.querySelectorAll('script, iframe, object, embed, link, img, [style], [onload], [onclick], [onerror]').length > 0)
    out.push('there is something on it that should not be');
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
  if (new Set(ids).size !== ids.length) out.push(`an id is there twice: ${ids.find((id, at) => ids.indexOf(id) !== at)}`);
  for (const named of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(named.getAttribute('aria-labelledby'))) out.push(`nothing is named ${named.getAttribute('aria-labelledby')}`);
  return out;
};

// Relative luminance and contrast as WCAG 2.1 has them; AA asks for 4.5.
const contrast = () => {
  const channel = (value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const parts = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const seen = new Set();
  for (const element of document.querySelectorAll('body *')) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) continue;
    if (['TITLE', 'STYLE'].includes(element.tagName.toUpperCase())) continue;
    const style = getComputedStyle(element);
    const inPicture = element instanceof SVGElement;
    const front = parts(inPicture ? style.fill : style.color);
    const drawnOnPage = inPicture && element.closest('.plot');
    const [a, b] = [luminance(front), luminance(inPicture && !drawnOnPage ? [242, 242, 242] : behind(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) seen.add(`${element.tagName} ${element.getAttribute('class') ?? ''}: contrast ${ratio.toFixed(2)}`);
  }
  return [...seen];
};

// Plots of runs: each bar is as long as what its picture's name says of it.
const plots = () => {
  const out = [];
  const number = (text) => Number(text.replaceAll(',', ''));
  for (const svg of document.querySelectorAll('.plot.shares')) {
    const title = svg.querySelector('title').textContent;
    const parts = [...title.matchAll(/(\w+) ([\d,]+)(?=, \w|$)/g)].map(([, name, count]) => [name, number(count)]);
    const all = parts.reduce((sum, [, count]) => sum + count, 0);
    const wide = svg.getBoundingClientRect().width;
    if (parts.length < 4) out.push(`"${title}" says too little`);
    for (const [name, count] of parts) {
      const bar = svg.querySelector(`rect.${name}`);
      const found = bar ? Math.round((bar.getBoundingClientRect().width / wide) * 1000) / 1000 : 0;
      if (Math.abs(found - count / all) > 0.01 || (count > 0) !== (bar !== null)) out.push(`${name} is ${found} of "${title}"`);
    }
  }
  for (const list of document.querySelectorAll('.rank')) {
    const bars = [...list.querySelectorAll('.plot.bar')].map((svg) => [
      number(svg.querySelector('title').textContent.match(/: ([\d,]+) rows?, /)[1]),
      Math.round((svg.querySelector('rect:not(.ground)').getBoundingClientRect().width / svg.getBoundingClientRect().width) * 1000) / 1000]);
    for (const [count, found] of bars)
      if (Math.abs(found - count / bars[0][0]) > 0.01) out.push(`a bar of ${count} is ${found} long beside one of ${bars[0][0]}`);
  }
  for (const svg of document.querySelectorAll('.plot.histogram')) {
    const [below, above] = ['holds', 'fails'].map((style) => [...svg.querySelectorAll(`rect.${style}`)].map((bar) => bar.getBoundingClientRect()));
    const limit = svg.querySelector('line.limit').getBoundingClientRect().left;
    const side = (bars) => new Set(bars.map((bar) => bar.left + bar.width / 2 < limit));
    if (side(below).size > 1 || side(above).size > 1) out.push(`bars of one colour lie on both sides of "${svg.querySelector('title').textContent}"`);
    if (below.length + above.length === 0) out.push('a histogram has no bars');
  }
  return out;
};

const links = () => [...document.querySelectorAll('a[href]')].map((link) => link.href);
const places = () => [...document.querySelectorAll('[id]')].map((one) => one.id);

const decided = () => {
  const out = [];
  const shown = (element) => element.checkVisibility();
  for (const mark of document.querySelectorAll('.mark')) {
    if (!shown(mark)) out.push('a criterion that decided is folded away');
    const fold = mark.closest('details');
    if (fold && !fold.open) out.push('a criterion that decided is not open');
  }
  return out;
};

// ---- going through the pages ---------------------------------------------------------------------------------------
async function look(page, path, known) {
  const url = pathToFileURL(path).href;
  const name = path.slice(folder.length + 1);
  const report = (list, when = '') => list.forEach((fault) => faults.push(`${name}${when}: ${fault}`));
  const requests = [];
  const onRequest = (request) => requests.push(request.url());
  const onConsole = (message) => report([`the console says: ${message.text()}`]);
  const onError = (error) => report([`an error: ${error.message}`]);
  page.on('request', onRequest).on('console', onConsole).on('pageerror', onError);
  await page.emulateMedia({ media: 'screen' });
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    if (width === WIDTHS[0]) await page.goto(url);
    report(await page.evaluate(tooWide), ` at ${width} px`);
    report(await page.evaluate(pictures), ` at ${width} px`);
  }
  report(await page.evaluate(structure));
  report(await page.evaluate(contrast));
  if (await page.evaluate(() => document.querySelector('.plot') !== null)) {
    report(await page.evaluate(plots));
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    report(await page.evaluate(contrast), ' in the dark');
    await page.emulateMedia({ media: 'print', colorScheme: null });
    await page.setViewportSize({ width: 680, height: 900 });  // of a sheet within its margins
    report(await page.evaluate(tooWide), ' on paper');
    report(await page.evaluate(pictures), ' on paper');
    if ((await page.pdf({ preferCSSPageSize: true })).length < 5000) report(['nothing is printed']);
    await page.emulateMedia({ media: 'screen' });
  }
  report(await page.evaluate(decided));
  known.set(url, { name, links: await page.evaluate(links), places: new Set(await page.evaluate(places)) });
  if (await page.evaluate(() => document.querySelectorAll('details').length > 0)) {
    await page.emulateMedia({ media: 'print' });
    report(await page.evaluate(() => [...document.querySelectorAll('.fold')].filter((fold) => !fold.checkVisibility()).map(() => 'is folded away on paper')));
  }
  report(requests.filter((request) => request !== url).map((request) => `asks for ${request}`));
  page.off('request', onRequest).off('console', onConsole).off('pageerror', onError);
}

function followLinks(known) {
  let followed = 0;
  for (const { name, links: targets } of known.values())
    for (const target of targets) {
      ++followed;
      const [url, place] = target.split('#');
      const page = known.get(url);
      if (!page) faults.push(`${name}: a link leads to ${url}, which is none of the pages`);
      else if (place && !page.places.has(decodeURIComponent(place))) faults.push(`${name}: a link leads to ${target}, and there is no such place`);
    }
  return followed;
}

// The first press of the Tab key on a page of the site leads to its text, past the links above it.
async function keyboard(page, path) {
  await page.emulateMedia({ media: 'screen' });
  await page.goto(pathToFileURL(path).href);
  await page.keyboard.press('Tab');
  const first = await page.evaluate(() => document.activeElement?.textContent);
  if (first !== 'Skip to the text') faults.push(`the first press of Tab leads to "${first}"`);
}

// What the page with every fault in it must be found guilty of: else this test finds nothing.
const PLANTED = [
  'the page is 2', 'table scrolls and cannot be reached', 'the console says: said on the console', 'an error: thrown', 'asks for http://127.0.0.1',
  'is of level 3 after 1', 'something on it that should not be', 'an id is there twice: twice', 'nothing is named nobody', 'contrast 1.',
  'a picture has no title', '"longer than its box is wide" crosses the edge', '"one over" and "the other" lie over each other',
  '"out of the picture" leaves the picture', 'a criterion that decided is not open', 'is folded away on paper', 'and there is no such place',
  'which is none of the pages', 'approve is 0.9', 'a bar of 5 is 0.9', 'lie on both sides of "both sides"',
];

async function findsWhatIsPlanted(page, path) {
  const kept = faults;
  faults = [];
  const known = new Map();
  await look(page, path, known);
  followLinks(known);
  const found = faults;
  faults = kept;
  for (const wanted of PLANTED) if (!found.some((fault) => fault.includes(wanted))) faults.push(`planted.html: nothing was found that says "${wanted}"`);
}

// With its sandbox where it can have one: root and some containers cannot, and all that is opened here is our own.
async function started() {
  const withoutSandbox = { executablePath, args: ['--no-sandbox'] };
  if (process.getuid?.() === 0) return chromium.launch(withoutSandbox);
  return chromium.launch({ executablePath }).catch(() => chromium.launch(withoutSandbox));
}

let browser;
try {
  browser = await started();
} catch (error) {
  console.error(`browser test: ${executablePath} could not be started: ${error.message}`);
  process.exit(1);
}
const page = await browser.newPage();
await findsWhatIsPlanted(page, fileURLToPath(new URL('planted.html', import.meta.url)));
const known = new Map();
const all = files(folder);
for (const path of all) await look(page, path, known);
const followed = followLinks(known);
await keyboard(page, join(folder, 'site', 'index.html'));
await browser.close();

const determinations = all.filter((path) => !path.slice(folder.length + 1).includes('/')).length;
if (determinations === 0 || followed === 0) faults.push('there was nothing to look at');
for (const fault of [...new Set(faults)].slice(0, 60)) console.error(fault);
console.log(`${all.length} pages, ${followed} links, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
