// The first script of the page. The order matters:
// 1. Take query and fragment off the address, because a redirect or a shared
//    link may have put a credential there. The browser's own record of the
//    navigation is out of reach.
// 2. Set the theme, before the first paint.
// 3. Load the app.

takeLanding();
setTheme();
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

async function start() {
  try {
    const glue = document.getElementById("glue");
    const wasm = document.getElementById("wasm");
    // The same address and mode as the preload, so that the browser takes what
    // it is already loading. The hash is in a data attribute, because Chromium
    // complains about `integrity` on a preload that is not a script or a style.
    const module_or_path = fetch(wasm.href, {
      credentials: "same-origin",
      integrity: wasm.dataset.integrity ?? "",
    });
    module_or_path.catch(() => {}); // Reported by `init`, unless the import fails first.
    const { default: init } = await import(glue.href);
    await init({ module_or_path });
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
