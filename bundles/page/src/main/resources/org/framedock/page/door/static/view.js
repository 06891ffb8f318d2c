// The picture of one stream: asks for the part of the frame that is shown, in the size that it is shown in.
const INFO = 'X-Framedock-Picture';
const LATENCY = 'X-Framedock-Latency';
const LARGEST = 1024;
const PATIENCE_MS = 8000;

export class View {
  constructor(token) {
    this.token = token;
    this.canvas = document.getElementById('view');
    this.histogram = document.getElementById('histogram');
    this.buffer = document.createElement('canvas');
    this.stream = '';
    this.region = null;
    this.frame = null;
    this.pointer = null;
    this.paused = false;
    this.listen();
    this.loop();
  }

  show(stream) {
    if (stream !== this.stream) {
      this.stream = stream;
      this.region = null;
      this.frame = null;
      this.pointer = null;
      this.say('');
      this.age(null);
      this.canvas.getContext('2d').clearRect(0, 0, this.canvas.width, this.canvas.height);
    }
  }

  async loop() {
    for (;;) {
      const began = performance.now();
      let pause = 1000 / Number(document.getElementById('rate').value);
      if (this.stream && !this.paused && document.visibilityState === 'visible') {
        try {
          await this.fetchOne();
        } catch (problem) {
          this.say(problem.message);
          pause = 1000;
        }
      }
      await new Promise(wake => setTimeout(wake, Math.max(20, pause - (performance.now() - began))));
    }
  }

  address() {
    const query = new URLSearchParams();
    const isNear = ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
    query.set('format', isNear ? 'raw' : 'png');
    query.set('max', Math.max(64, Math.min(LARGEST, Math.round(this.canvas.clientWidth * devicePixelRatio))));
    const stretch = document.getElementById('stretch').value;
    if (stretch === 'fixed') {
      query.set('low', document.getElementById('low').value);
      query.set('high', document.getElementById('high').value);
    } else {
      query.set('stretch', stretch);
    }
    if (this.region) {
      for (const key of ['x', 'y', 'width', 'height']) {
        query.set(key, Math.round(this.region[key]));
      }
    }
    const point = this.pointer || this.middle();
    if (point) {
      query.set('px', point.x);
      query.set('py', point.y);
    }
    return `/api/streams/${encodeURIComponent(this.stream)}/picture?${query}`;
  }

  async fetchOne() {
    const asked = this.stream;
    const secret = this.token();
    const answer = await fetch(this.address(), {
      headers: secret ? {Authorization: `Bearer ${secret}`} : {}, signal: AbortSignal.timeout(PATIENCE_MS)});
    if (!answer.ok) {
      throw new Error((await answer.json()).error);
    }
    const info = JSON.parse(answer.headers.get(INFO));
    const source = answer.headers.get('Content-Type') === 'image/png'
      ? await createImageBitmap(await answer.blob()) : this.raw(info, new Uint8Array(await answer.arrayBuffer()));
    if (asked === this.stream) {
      this.draw(info, source);
      this.age(JSON.parse(answer.headers.get(LATENCY))[0]);
    }
    if (source.close) {
      source.close();
    }
  }

  raw(info, bytes) {
    const {shownWidth: width, shownHeight: height} = info;
    this.buffer.width = width;
    this.buffer.height = height;
    const context = this.buffer.getContext('2d');
    const image = context.createImageData(width, height);
    const step = bytes.length / (width * height);
    const green = step === 3 ? 1 : 0;
    const blue = step === 3 ? 2 : 0;
    for (let from = 0, to = 0; from < bytes.length; from += step, to += 4) {
      image.data[to] = bytes[from];
      image.data[to + 1] = bytes[from + green];
      image.data[to + 2] = bytes[from + blue];
      image.data[to + 3] = 255;
    }
    context.putImageData(image, 0, 0);
    return this.buffer;
  }

  draw(info, source) {
    const isOther = !this.frame || this.frame.width !== info.width || this.frame.height !== info.height;
    this.frame = {width: info.width, height: info.height};
    if (isOther) {
      this.region = null;
      // The shape of the frame, but never higher than the window.
      this.canvas.width = Math.min(LARGEST, Math.max(64, this.canvas.clientWidth));
      this.canvas.height = Math.max(1, Math.round(Math.min(this.canvas.width * info.height / info.width,
        this.canvas.width * 1.2)));
    }
    const box = this.box(info.region);
    const context = this.canvas.getContext('2d');
    context.imageSmoothingEnabled = box.width < info.shownWidth;
    context.clearRect(0, 0, this.canvas.width, this.canvas.height);
    context.drawImage(source, box.x, box.y, box.width, box.height);
    this.shown = info.region;
    this.say(`${info.format}, frame ${info.sequence} of epoch ${info.epoch}, `
      + `${info.region.width}x${info.region.height} of ${info.width}x${info.height} shown in `
      + `${info.shownWidth}x${info.shownHeight}`);
    this.bars(info);
    const point = this.pointer || this.middle();
    const value = info.pixel && info.pixel.map(each => each === null ? 'no number' : each).join(' ');
    document.getElementById('pixel').textContent = point && value
      ? `x ${point.x}  y ${point.y}  value ${value}${this.pointer ? '' : '  (middle)'}` : '';
  }

  // Where a region of the frame lies on the canvas, undistorted.
  box(region) {
    const scale = Math.min(this.canvas.width / region.width, this.canvas.height / region.height);
    const width = region.width * scale;
    const height = region.height * scale;
    return {x: (this.canvas.width - width) / 2, y: (this.canvas.height - height) / 2, width, height};
  }

  bars(info) {
    const canvas = this.histogram;
    const context = canvas.getContext('2d');
    const bins = info.histogram;
    const most = Math.max(1, ...bins.map(Math.sqrt));
    const step = canvas.width / bins.length;
    const colour = getComputedStyle(canvas);
    context.clearRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = colour.color;
    bins.forEach((count, bin) => {
      const height = Math.sqrt(count) / most * canvas.height;
      context.fillRect(bin * step, canvas.height - height, step - 1, height);
    });
    context.fillStyle = '#d9822b';
    const range = info.maxValue - info.minValue || 1;
    for (const value of [info.low, info.high]) {
      const place = (value - info.minValue) / range * canvas.width;
      context.fillRect(Math.max(0, Math.min(canvas.width - 2, place)), 0, 2, canvas.height);
    }
    document.getElementById('range').textContent = `values ${info.darkest} to ${info.brightest} of ${info.minValue} to `
      + `${info.maxValue}; black at ${info.low}, white at ${info.high} (bars: root of the count)`;
  }

  middle() {
    const region = this.shown;
    return region ? {x: region.x + (region.width >> 1), y: region.y + (region.height >> 1)} : null;
  }

  // How old frames are when the page's reader gets them.
  age(latency) {
    const ms = ns => (ns / 1e6).toFixed(2);
    document.getElementById('latency').textContent = latency ? `latency since ${latency.since.toLowerCase()}, ms: p50 `
      + `${ms(latency.p50Ns)}  p99 ${ms(latency.p99Ns)}  max ${ms(latency.maxNs)}` : '';
  }

  say(text) {
    const place = document.getElementById('picture-text');
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }

  // A factor below 1 comes nearer; the point keeps its place.
  zoom(factor, point = this.middle()) {
    if (!this.frame || !point) {
      return;
    }
    const now = this.region || {x: 0, y: 0, width: this.frame.width, height: this.frame.height};
    const limit = Math.max(this.frame.width, this.frame.height) / Math.max(now.width, now.height);
    const by = Math.min(limit, Math.max(factor, 8 / Math.min(now.width, now.height)));
    this.place(point.x - (point.x - now.x) * by, point.y - (point.y - now.y) * by, now.width * by, now.height * by);
  }

  move(byX, byY) {
    if (this.region) {
      this.place(this.region.x + byX, this.region.y + byY, this.region.width, this.region.height);
    }
  }

  place(x, y, width, height) {
    const isWhole = width >= this.frame.width - 1 && height >= this.frame.height - 1;
    this.region = isWhole ? null : {
      x: Math.max(0, Math.min(this.frame.width - width, x)), y: Math.max(0, Math.min(this.frame.height - height, y)),
      width: Math.min(width, this.frame.width), height: Math.min(height, this.frame.height)};
  }

  pixelAt(event) {
    if (!this.shown) {
      return null;
    }
    const bounds = this.canvas.getBoundingClientRect();
    const box = this.box(this.shown);
    const x = (event.clientX - bounds.left) / bounds.width * this.canvas.width - box.x;
    const y = (event.clientY - bounds.top) / bounds.height * this.canvas.height - box.y;
    if (x < 0 || y < 0 || x >= box.width || y >= box.height) {
      return null;
    }
    return {x: Math.floor(this.shown.x + x / box.width * this.shown.width),
      y: Math.floor(this.shown.y + y / box.height * this.shown.height)};
  }

  listen() {
    const canvas = this.canvas;
    let dragged = null;
    canvas.addEventListener('wheel', event => {
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 0.8 : 1.25, this.pixelAt(event) || this.middle());
    }, {passive: false});
    canvas.addEventListener('pointerdown', event => {
      dragged = {x: event.clientX, y: event.clientY};
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', event => {
      this.pointer = this.pixelAt(event);
      if (dragged && this.shown) {
        const scale = this.shown.width / this.box(this.shown).width * this.canvas.width / canvas.clientWidth;
        this.move((dragged.x - event.clientX) * scale, (dragged.y - event.clientY) * scale);
        dragged = {x: event.clientX, y: event.clientY};
      }
    });
    canvas.addEventListener('pointerup', () => { dragged = null; });
    canvas.addEventListener('pointercancel', () => { dragged = null; });
    canvas.addEventListener('pointerleave', () => { this.pointer = null; });
    canvas.addEventListener('dblclick', () => { this.region = null; });
    canvas.addEventListener('keydown', event => {
      const step = this.region ? this.region.width / 10 : 0;
      const actions = {'+': () => this.zoom(0.8), '=': () => this.zoom(0.8), '-': () => this.zoom(1.25),
        '0': () => { this.region = null; }, ArrowLeft: () => this.move(-step, 0), ArrowRight: () => this.move(step, 0),
        ArrowUp: () => this.move(0, -step), ArrowDown: () => this.move(0, step)};
      if (actions[event.key] && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        actions[event.key]();
      }
    });
    document.getElementById('zoom-in').addEventListener('click', () => this.zoom(0.6));
    document.getElementById('zoom-out').addEventListener('click', () => this.zoom(1.6));
    document.getElementById('fit').addEventListener('click', () => { this.region = null; });
    document.getElementById('pause').addEventListener('click', event => {
      this.paused = !this.paused;
      event.target.setAttribute('aria-pressed', this.paused);
      event.target.textContent = this.paused ? 'go on' : 'pause';
    });
    document.getElementById('stretch').addEventListener('change', event => {
      document.getElementById('fixed').hidden = event.target.value !== 'fixed';
    });
  }
}
