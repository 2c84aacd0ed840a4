"use strict";
// Draws every hour with Bokeh, in the page's colours; boxes show lines, and the chosen hour's values stand beside them.
(async () => {
  const box = document.querySelector(".explorer"), live = box.querySelector(".live");
  const { document: drawn, items } = JSON.parse(document.getElementById("hours-data").textContent);
  const slider = document.getElementById("hour"), HOUR = 3600000, AIR = 0.06;
  const language = document.documentElement.lang;
  live.hidden = false;
  Bokeh.logger.set_level("warn");
  await Bokeh.embed.embed_items(drawn, items);
  const still = (root) => { // the slider and the boxes are for keys; the drawings themselves answer to none
    for (const element of root.querySelectorAll("*")) {
      if (element.tabIndex >= 0) element.tabIndex = -1;
      if (element.shadowRoot) still(element.shadowRoot);
    }
  };
  box.querySelectorAll(".plot").forEach(still);
  box.classList.add("drawn");

  const shown = Bokeh.documents[Bokeh.documents.length - 1], model = (name) => shown.get_model_by_name(name);
  const columns = model("hours").data, window_ = model("window"), start = columns.time[0];
  const end = start + slider.max * HOUR + HOUR;
  const panels = [...box.querySelectorAll("[data-panel]")].map((plot) => ({
    plot: model(plot.dataset.panel),
    lines: [...plot.parentElement.querySelectorAll("input")].map((input) => ({ input, line: model(input.value) })),
  }));
  for (const panel of panels) { // as many decimals as show four digits of its largest value
    const largest = Math.max(...panel.lines.map(({ input }) => columns[input.value].reduce((a, b) => Math.max(a, Math.abs(b) || 0), 0)));
    const decimals = Math.min(Math.max(0, 3 - Math.floor(Math.log10(largest || 1))), 6);
    panel.number = new Intl.NumberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  }
  const strip = { input: box.querySelector(`input[value="${box.dataset.line}"]`), line: model("overview-" + box.dataset.line) };
  const overview = { plot: model("overview"), lines: [strip] };

  // The page's own colours, anew when the scheme changes.
  const paint = () => {
    const colour = (element, name) => getComputedStyle(element).getPropertyValue(name).trim();
    const muted = colour(box, "--muted"), grid = colour(box, "--grid");
    for (const { plot, lines } of [...panels, overview]) {
      for (const axis of [...plot.below, ...plot.left]) {
        axis.setv({ major_label_text_color: muted, major_tick_line_color: grid, major_label_text_font: colour(box, "--sans"), major_label_text_font_size: "11px" });
      }
      for (const part of plot.center) {
        if (part.type === "Grid") part.grid_line_color = grid;
        if (part.type === "Span") part.setv({ line_color: colour(box, "--ink"), line_alpha: 0.7 });
      }
      for (const { line, input } of lines) line.glyph.line_color = colour(input.closest("li"), "--c");
    }
    model("selector").overlay.setv({ fill_color: colour(box, "--accent"), fill_alpha: 0.15, line_color: colour(box, "--accent"), line_alpha: 0.8, line_dash: [], line_width: 1 });
  };

  // Every axis fits what it shows.
  const fit = ({ plot, lines }, from, to) => {
    let low = Infinity, high = -Infinity;
    for (const { line, input } of lines) {
      if (!line.visible) continue;
      const values = columns[input.value];
      for (let i = from; i < to; i++) {
        if (values[i] < low) low = values[i];
        if (values[i] > high) high = values[i];
      }
    }
    if (low > high) return;
    const air = (high - low) * AIR || Math.abs(high) * AIR || 1;
    plot.y_range.setv({ start: low - air, end: high + air });
  };
  const first = () => Math.max(0, Math.floor((window_.start - start) / HOUR));
  const last = () => Math.min(Number(slider.max) + 1, Math.ceil((window_.end - start) / HOUR));
  const refit = () => panels.forEach((panel) => fit(panel, first(), last()));

  // The hour that is read.
  const written = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "UTC" });
  const read = (hour) => {
    const moment = start + hour * HOUR, name = written.format(moment);
    slider.value = hour;
    slider.setAttribute("aria-valuetext", name);
    document.getElementById("hour-name").textContent = name;
    for (const { lines, number } of panels) {
      for (const { input } of lines) {
        const value = columns[input.value][hour];
        box.querySelector(`[data-reading="${input.value}"]`).textContent = Number.isFinite(value) ? number.format(value) : "–";
      }
    }
    for (const { plot } of [...panels, overview]) model("cursor-" + plot.name).setv({ location: moment, visible: true });
  };

  const show = (from, hours) => {
    const at = Math.min(Math.max(from, start), end - hours * HOUR);
    window_.setv({ start: at, end: at + hours * HOUR });
  };
  const marked = () => {
    const hours = Math.round((window_.end - window_.start) / HOUR);
    for (const button of box.querySelectorAll("[data-hours]")) button.setAttribute("aria-pressed", Number(button.dataset.hours) === hours);
    return hours;
  };
  for (const button of box.querySelectorAll(".spans button")) {
    button.addEventListener("click", () => {
      const { move, hours } = button.dataset, now = marked();
      if (move) show(window_.start + move * now * HOUR, now);
      else show(start + slider.value * HOUR - (hours / 2) * HOUR, Number(hours));
    });
  }
  slider.addEventListener("input", () => {
    const hour = Number(slider.value), moment = start + hour * HOUR;
    if (moment < window_.start || moment >= window_.end) show(moment - (window_.end - window_.start) / 2, marked());
    read(hour);
  });
  for (const { lines } of panels) {
    for (const { input, line } of lines) input.addEventListener("change", () => { line.visible = input.checked; refit(); });
  }
  for (const { plot } of panels) {
    plot.on_event("mousemove", ({ x }) => read(Math.min(Math.max(0, Math.floor((x - start) / HOUR)), Number(slider.max))));
  }
  let waits = false;
  for (const edge of ["start", "end"]) {
    window_.properties[edge].change.connect(() => {
      if (waits) return;
      waits = true;
      requestAnimationFrame(() => { waits = false; marked(); refit(); });
    });
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  paint();
  fit(overview, 0, Number(slider.max) + 1);
  refit();
  marked();
  read(Math.floor(slider.max / 2));
})();
