// Asks for the state once a second and shows it. What is on the page is changed in place, so that the focus stays and
// nothing grows.
import {View} from '/view.js';

const PERIOD_MS = 1000;
const PATIENCE_MS = 5000;
const CHANGE_PATIENCE_MS = 15000;
const MOST_EVENTS = 100;
const KEY = 'framedock-token';

const at = id => document.getElementById(id);
const token = () => at('token').value.trim();
let selected = decodeURIComponent(location.hash.slice(1));
let last = null;
let lastEvent = '';

at('token').value = sessionStorage.getItem(KEY) || '';
at('token').addEventListener('input', () => sessionStorage.setItem(KEY, token()));
const view = new View(token);

function put(element, text) {
  const shown = text === null || text === undefined ? '' : String(text);
  if (element.textContent !== shown) {
    element.textContent = shown;
  }
}

const rate = number => number === null ? '' : number.toFixed(1);
const count = number => number === null ? '' : number.toLocaleString('en-US').replaceAll(',', ' ');
const mebibytes = number => number === null ? '?' : Math.round(number / 1048576) + ' MiB';

function made(tag, text, className) {
  const element = document.createElement(tag);
  element.textContent = text;
  if (className) {
    element.className = className;
  }
  return element;
}

// Makes the children of a list those of the entries, by key.
function keyed(list, entries, keyOf, make, fill) {
  const old = new Map([...list.children].map(child => [child.dataset.key, child]));
  entries.forEach((entry, index) => {
    const key = keyOf(entry);
    let child = old.get(key);
    old.delete(key);
    if (!child) {
      child = make(entry);
      child.dataset.key = key;
    }
    if (list.children[index] !== child) {
      list.insertBefore(child, list.children[index] || null);
    }
    fill(child, entry);
  });
  old.forEach(child => child.remove());
}

function streamRow(stream) {
  const row = document.createElement('tr');
  const names = ['stream', 'state', 'source', 'format', 'frames/s', 'MiB/s', 'frames', 'lost', 'lost/s', 'readers'];
  names.forEach((name, index) => {
    const cell = document.createElement('td');
    cell.dataset.name = name;
    if (index > 3) {
      cell.className = 'number';
    }
    row.append(cell);
  });
  const button = made('button', stream.name);
  button.type = 'button';
  button.addEventListener('click', () => choose(stream.name));
  row.children[0].append(button);
  return row;
}

function fillRow(row, stream) {
  const cells = row.children;
  row.setAttribute('aria-selected', stream.name === selected);
  cells[0].firstChild.setAttribute('aria-pressed', stream.name === selected);
  cells[1].className = stream.state;
  put(cells[1], stream.state + (stream.detail === 'NONE' ? '' : ` ${stream.detail.toLowerCase().replaceAll('_', ' ')}`));
  put(cells[2], [stream.kind || stream.wantedKind, stream.device].filter(text => text).join(' '));
  put(cells[3], stream.format);
  put(cells[4], rate(stream.framesPerSecond));
  put(cells[5], rate(stream.mebibytesPerSecond));
  put(cells[6], count(stream.frames));
  put(cells[7], count(stream.lostTotal));
  cells[7].classList.toggle('bad', stream.lostPerSecond > 0);
  put(cells[8], rate(stream.lostPerSecond));
  put(cells[9], stream.consumers);
}

function pairs(list, map, nameOf = key => key) {
  const texts = Object.entries(map).map(([key, value]) => `${key}\n${value}`);
  if (list.dataset.texts !== texts.join('\0')) {
    list.dataset.texts = texts.join('\0');
    list.replaceChildren(...Object.entries(map).flatMap(
      ([key, value]) => [made('dt', nameOf(key)), made('dd', String(value))]));
  }
}

function options(list, values) {
  if (list.dataset.values !== values.join('\0')) {
    list.dataset.values = values.join('\0');
    const chosen = list.value;
    list.replaceChildren(...values.map(value => {
      const option = made('option', value);
      option.value = value;
      return option;
    }));
    if (values.includes(chosen)) {
      list.value = chosen;
    }
  }
}

function choose(name) {
  selected = name;
  history.replaceState(null, '', `#${encodeURIComponent(name)}`);
  put(at('outcome'), '');
  if (last) {
    show(last);
  }
}

function showDetail(snapshot, stream) {
  put(at('selected'), stream ? stream.name : '');
  view.show(stream ? stream.name : '');
  for (const id of ['start', 'stop']) {
    at(id).disabled = !stream;
  }
  if (!stream) {
    return;
  }
  put(at('text'), stream.text);
  pairs(at('settings'), stream.settings);
  pairs(at('losses'), stream.lost, cause => cause.replaceAll('_', ' '));
  options(at('keys'), Object.keys(stream.settings));
  options(at('swap-kind'), snapshot.sources.map(source => source.kind));
  const readers = snapshot.leases.filter(lease => lease.stream === stream.name && lease.role === 'CONSUMER');
  keyed(at('readers'), readers, lease => lease.leaseId, () => document.createElement('li'), (item, lease) =>
    put(item, `${lease.program || 'client ' + lease.clientId}${lease.pid === null ? '' : ', pid ' + lease.pid}: `
      + `${lease.lagFrames === null ? 'lag unknown' : lease.lagFrames + ' frames behind'}, `
      + `${(lease.dropsGap || 0) + (lease.dropsLate || 0)} missed${lease.isLimited ? ', at a reduced rate' : ''}`));
}

function showEvents(events) {
  const newest = JSON.stringify(events.slice(-1)) + events.length;
  if (newest === lastEvent) {
    return;
  }
  lastEvent = newest;
  at('events').replaceChildren(...events.slice(-MOST_EVENTS).reverse().map(event => {
    const item = document.createElement('li');
    const time = made('time', new Date(event.atMs).toLocaleTimeString('en-GB'));
    time.dateTime = new Date(event.atMs).toISOString();
    item.append(time, made('span', event.kind.toLowerCase(), 'kind'), `${event.subject}: ${event.text}`);
    return item;
  }));
}

function show(snapshot) {
  last = snapshot;
  const {process, health, driver, streams} = snapshot;
  put(at('where'), `${process.kind.toLowerCase()} ${process.version}, pid ${process.pid}, ${process.home}`);
  put(at('health'), health.level);
  at('health').className = `badge ${health.level}`;
  at('reasons').hidden = health.reasons.length === 0;
  keyed(at('reason-list'), health.reasons, reason => reason.subject + reason.problem, () => {
    const item = document.createElement('li');
    item.append(made('strong', ''), document.createElement('span'), made('span', '', 'remedy'));
    return item;
  }, (item, reason) => {
    put(item.children[0], reason.subject + ': ');
    put(item.children[1], reason.problem);
    put(item.children[2], reason.remedy);
  });
  if (!streams.some(stream => stream.name === selected) && streams.length > 0) {
    selected = (streams.find(stream => stream.state === 'STREAMING') || streams[0]).name;
  }
  keyed(at('streams').tBodies[0], streams, stream => stream.name, streamRow, fillRow);
  put(at('memory'), `driver ${driver.state}; shared memory ${mebibytes(driver.usedBytes)} used, `
    + `${mebibytes(driver.freeBytes)} of ${mebibytes(driver.totalBytes)} free`);
  showDetail(snapshot, streams.find(stream => stream.name === selected));
  showEvents(snapshot.events);
}

function authorized(more = {}) {
  return token() ? {...more, Authorization: `Bearer ${token()}`} : more;
}

async function update() {
  try {
    const answer = await fetch('/api/snapshot',
      {headers: authorized(), signal: AbortSignal.timeout(PATIENCE_MS)});
    const body = await answer.json();
    if (!answer.ok) {
      throw new Error(body.error);
    }
    at('offline').hidden = true;
    show(body);
  } catch (problem) {
    put(at('offline'), problem.name === 'TypeError' || problem.name === 'TimeoutError'
      ? 'The container does not answer. What is shown is old.' : problem.message);
    at('offline').hidden = false;
    put(at('health'), 'no answer');
    at('health').className = 'badge bad';
  }
  setTimeout(update, document.visibilityState === 'visible' ? PERIOD_MS : 10 * PERIOD_MS);
}

async function change(what, parameters) {
  const place = at('outcome');
  put(place, `${what} ...`);
  place.className = '';
  try {
    const answer = await fetch(`/api/streams/${encodeURIComponent(selected)}/${what}`, {
      method: 'POST', body: new URLSearchParams(parameters), headers: authorized(),
      signal: AbortSignal.timeout(CHANGE_PATIENCE_MS)});
    const body = await answer.json();
    put(place, body.text || body.error);
    place.className = answer.ok ? 'READY' : 'bad';
    if (answer.status === 401) {
      at('token').focus();
    }
  } catch (problem) {
    put(place, `no answer: ${problem.message}`);
    place.className = 'bad';
  }
}

at('start').addEventListener('click', () => change('start', {}));
at('stop').addEventListener('click', () => change('stop', {}));
at('set').addEventListener('submit', event => {
  event.preventDefault();
  change('set', {key: at('set-key').value.trim(), value: at('set-value').value.trim(), save: at('set-save').checked});
});
at('swap').addEventListener('submit', event => {
  event.preventDefault();
  const parameters = {kind: at('swap-kind').value};
  for (const line of at('swap-settings').value.split('\n').filter(text => text.trim())) {
    const equals = line.indexOf('=');
    if (equals < 1) {
      put(at('outcome'), `'${line.trim()}' is no KEY=VALUE`);
      at('outcome').className = 'bad';
      return;
    }
    parameters['setting.' + line.slice(0, equals).trim()] = line.slice(equals + 1).trim();
  }
  change('swap', parameters);
});
document.addEventListener('visibilitychange', () => document.visibilityState === 'visible' && last && show(last));
update();
