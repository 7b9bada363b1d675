// Starts the editor over this server's endpoint, with the examples and terms that the page brings along.
"use strict";
(function () {
  const place = document.getElementById("editor");
  const settings = JSON.parse(place.dataset.settings);
  const { Yasgui } = window;
  const { Yasqe, Yasr } = Yasgui;

  function complete(name, forked, words) {
    Yasqe.forkAutocompleter(forked, { name, bulk: true, persistenceId: null, get: () => words });
  }

  const prefixes = Object.entries(settings.prefixes).map(([name, space]) => `${name}: <${space}>`);
  complete("our-prefixes", "prefixes", prefixes);
  complete("our-classes", "class", settings.classes);
  complete("our-properties", "property", settings.properties);

  Yasqe.defaults.autocompleters = ["our-prefixes", "our-classes", "our-properties", "variables"];
  Yasqe.defaults.prefixCcApi = null;
  Yasqe.defaults.createShareableLink = () => location.href;
  Yasr.defaults.prefixes = settings.prefixes;

  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint: location.origin + settings.endpoint, method: "POST", acceptHeaderGraph: "text/turtle" },
    endpointCatalogueOptions: { getData: () => [], keys: [] },
    copyEndpointOnNewTab: false,
    populateFromUrl: false,
    persistenceId: null,
    yasqe: { value: settings.query, persistenceId: null },
    yasr: { prefixes: settings.prefixes, persistenceId: null },
  });

  const current = () => yasgui.getTab().getYasqe();

  function name() {
    // what the editor's own parts lack for those who do not see them
    for (const field of place.querySelectorAll(".CodeMirror textarea:not([aria-label])")) {
      field.setAttribute("aria-label", "SPARQL");
    }
    for (const field of place.querySelectorAll("select.tableSizer:not([aria-label])")) {
      field.setAttribute("aria-label", "Page size");
    }
  }

  current().setValue(settings.query);
  name();
  new MutationObserver(name).observe(place, { childList: true, subtree: true });
  document.getElementById("example").addEventListener("change", (event) => {
    if (event.target.value) current().setValue(event.target.value);
    event.target.selectedIndex = 0;
    current().focus();
  });

  document.getElementById("picture").addEventListener("submit", (event) => {
    event.target.elements.query.value = current().getValue();
  });

  function lead(event) {
    // an IRI of the register is shown by this server, whatever the name in it says
    const link = event.target.closest && event.target.closest("a");
    if (link && link.href.startsWith(settings.vocabulary)) link.href = link.href.replace(settings.vocabulary, "/ns");
    if (!link || !link.href.startsWith(settings.root)) return;
    const [path, fragment] = link.href.slice(settings.root.length).split("#");
    const escaped = encodeURIComponent(path).replaceAll("%2F", "/").replaceAll("%7E", "~");
    link.href = `/resource/${escaped}${fragment ? `#${fragment}` : ""}`;
  }
  for (const kind of ["pointerdown", "focusin"]) place.addEventListener(kind, lead, true);

  const told = document.getElementById("hints");
  const heard = new WeakSet();

  function tell(_editor, response) {
    // what the server says of a query that is right and yet slow, or names what nobody knows
    const hints = response.headers && response.headers.get("Obligraph-Hints");
    told.replaceChildren(
      ...(hints ? JSON.parse(hints) : []).map((hint) => {
        const line = document.createElement("li");
        line.textContent = hint;
        return line;
      }),
    );
  }

  function hear() {
    const editor = current();
    if (!heard.has(editor)) editor.on("queryResponse", tell);
    heard.add(editor);
  }

  hear();
  yasgui.on("query", () => {
    hear();
    const address = new URL(location.href);
    address.searchParams.set("query", current().getValue());
    if (address.href.length < 6000) history.replaceState(null, "", address);
  });
  if (settings.asked) current().query().catch(() => {});
})();
