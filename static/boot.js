// The first script of the page. The order matters:
// 1. Take query and fragment off the address, because a redirect or a shared
//    link may have put a credential there. The browser's own record of the
//    navigation is out of reach.
// 2. Set the theme, before the first paint.
// 3. Offer what loads later, which the app may ask as soon as it is there.
// 4. Load the app.

takeLanding();
setTheme();
offerOnDemand();
start();

/**
 * Clears the address down to its path and keeps what it held (`?…#…`) for the
 * app. `globalThis.__tokenPlaygroundLanding` is a function that answers once;
 * when the app has started, or failed to, nobody can ask any more.
 */
function takeLanding() {
  let landing = location.search + location.hash;
  if (landing !== "" || location.href.endsWith("#")) {
    history.replaceState(null, "", location.pathname);
  }
  globalThis.__tokenPlaygroundLanding = () => {
    const taken = landing;
    landing = "";
    delete globalThis.__tokenPlaygroundLanding;
    return taken;
  };
}

/**
 * The theme the reader chose, if it may be remembered: only a top-level page
 * reads storage, and a browser that blocks storage throws here.
 */
function setTheme() {
  try {
    if (window !== window.top) return;
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") {
      document.documentElement.dataset.theme = theme;
    }
  } catch {
    // Without storage the page follows the system's theme.
  }
}

/**
 * Offers to the app what not every visit needs: a module of its own, loaded when
 * it is first asked. When that fails, the next request tries again.
 */
function offerOnDemand() {
  let module;
  let attempts = 0;
  const loaded = () => {
    module ??= loadOnDemand(attempts++).then(guarded);
    // Only a failed load is tried again.
    module.catch(() => (module = undefined));
    return module;
  };
  /**
   * The same functions, whose promises fail when the module traps: its own would
   * never end then. Nothing more is asked of it; the next request loads another.
   */
  const guarded = (functions) => {
    const waiting = new Set();
    const stop = (error) => {
      if (!(error instanceof WebAssembly.RuntimeError)) return;
      module = undefined;
      for (const reject of waiting) reject(error);
    };
    // A future runs in a microtask, from which a trap reaches nobody else.
    addEventListener("error", (event) => stop(event.error));
    const guard = (call) => (...sent) =>
      new Promise((resolve, reject) => {
        waiting.add(reject);
        const answered = (async () => call(...sent))();
        answered.catch(stop);
        answered.then(resolve, reject).finally(() => waiting.delete(reject));
      });
    const entries = Object.entries(functions);
    return Object.fromEntries(entries.map(([name, call]) => [name, guard(call)]));
  };
  globalThis.__tokenPlaygroundOnDemand = {
    /** The simulated Entra: bytes of an HTTP message in, bytes of another out. */
    async answer(message) {
      return (await loaded()).answer(message);
    },
    /** Bytes of an order for a document in, bytes of its files out. */
    async write_document(order) {
      return (await loaded()).write_document(order);
    },
    /** Bytes of a token and keys in, bytes of what the check found out. */
    async check_signature(order) {
      return (await loaded()).check_signature(order);
    },
    /**
     * Bytes of a question about a token or a paste in, bytes of the answer out. A
     * long one is a task of its own, so that the page can paint before and after.
     */
    async explain(question) {
      const module = await loaded();
      if (question.length > 100_000) await new Promise((resolve) => setTimeout(resolve));
      return module.explain(question);
    },
    /** The next bytes of a HAR file in; bytes of what it held out, after the last. */
    async read_har(file, chunk, last) {
      return (await loaded()).read_har(file, chunk, last);
    },
    close_har() {
      module?.then((loaded) => loaded.close_har(), () => {});
    },
    /** Bytes of an order about the key of a certificate in, bytes of a report out. */
    async use_key(order) {
      return (await loaded()).use_key(order);
    },
    forget() {
      module?.then((loaded) => loaded.forget(), () => {});
    },
  };
}

async function loadOnDemand(attempt) {
  const template = document.getElementById("on-demand");
  const [glue, wasm] = document.importNode(template.content, true).children;
  // Under the address that failed, a browser may keep the failure.
  if (attempt > 0) glue.href += `#${attempt}`;
  return load(glue, wasm);
}

/**
 * Loads a module: the script that two links name, and its wasm. The page's build
 * makes the script export what the module imports, and what begins it.
 */
async function load(glue, wasm) {
  // The same address and mode as the preload, so that the browser takes what
  // it is already loading. The hash is in a data attribute, because Chromium
  // complains about `integrity` on a preload that is not a script or a style.
  const answer = fetch(wasm.href, {
    credentials: "same-origin",
    integrity: wasm.dataset.integrity ?? "",
  });
  answer.catch(() => {}); // Reported below, unless the import fails first.
  // `import` takes no hash, but it takes what a preload has fetched and checked.
  if (!glue.isConnected && glue.relList.supports("modulepreload")) {
    await new Promise((resolve, reject) => {
      glue.onload = resolve;
      glue.onerror = reject;
      document.head.append(glue);
    });
  }
  const script = await import(glue.href);
  const { instance, module } = await instantiate(await answer, script.imports());
  script.begin(instance, module);
  return script;
}

/** Compiles while it loads, where the server names the type that this takes. */
async function instantiate(answer, imports) {
  if (!answer.ok) throw new Error(`${answer.status} for ${answer.url}`);
  if (answer.headers.get("Content-Type") === "application/wasm") {
    return WebAssembly.instantiateStreaming(answer, imports);
  }
  return WebAssembly.instantiate(await answer.arrayBuffer(), imports);
}

async function start() {
  try {
    await load(document.getElementById("glue"), document.getElementById("wasm"));
    // The app renders in microtasks: the next task comes after its first paint's work.
    await new Promise((resolve) => setTimeout(resolve));
    document.documentElement.dataset.ready = "";
  } catch {
    document.getElementById("boot-status")?.remove();
    const failure = document.getElementById("boot-failure");
    failure?.removeAttribute("hidden");
    failure?.setAttribute("role", "alert");
  } finally {
    globalThis.__tokenPlaygroundLanding?.();
  }
}
