//! A page on a stage: the proxy that serves it, the simulated Entra behind the
//! proxy, and a browser with a profile of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel;
use thirtyfour::prelude::*;
use tokio::sync::{Semaphore, SemaphorePermit};

use super::processes::{Program, provided};

/// Browsers at once; more than the machine has cores only slows them down.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// How long the page may take for anything it does.
const PATIENCE: Duration = Duration::from_secs(30);

/// Runs before every document: keeps violations of the content security policy,
/// and the memories of the WebAssembly modules, where a test can look at them.
const WITNESS: &str = "
    window.__violations = [];
    window.__memories = [];
    addEventListener('securitypolicyviolation', event => {
        window.__violations.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample);
    });
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const original = WebAssembly[name];
        WebAssembly[name] = async (...args) => {
            const result = await original.apply(WebAssembly, args);
            window.__memories.push((result.instance ?? result).exports.memory);
            return result;
        };
    }
";

/// Runs before every document once the clock is driven: timers come due, and the
/// time of day goes on, when a test says so.
const CLOCK: &str = "
    const { setTimeout: later, clearTimeout: never, setInterval: often, clearInterval: stop } = window;
    const now = Date.now.bind(Date);
    const timers = new Map();
    let ahead = 0;
    Date.now = () => now() + ahead;
    window.setTimeout = (run, ms = 0, ...args) => {
        const id = later(() => { timers.delete(id); run(...args); }, ms);
        timers.set(id, { due: Date.now() + ms, run: () => run(...args) });
        return id;
    };
    window.clearTimeout = id => { timers.delete(id); never(id); };
    window.setInterval = (run, ms, ...args) => {
        const id = often(run, ms, ...args);
        timers.set(id, { due: Date.now() + ms, every: ms, run: () => run(...args) });
        return id;
    };
    window.clearInterval = id => { timers.delete(id); stop(id); };
    window.__advance = ms => {
        ahead += ms;
        for (const [id, timer] of [...timers]) {
            if (timer.due > Date.now() || !timers.has(id)) continue;
            if (timer.every) timer.due = Date.now() + timer.every;
            else { timers.delete(id); never(id); }
            timer.run();
        }
    };
";

/// The example values of the simulated tenant, as the page fills them in.
pub(crate) type Values = BTreeMap<&'static str, String>;

/// The example values, by the ids of their inputs.
pub(crate) fn example() -> Values {
    let examples = simulated_sts::Directory::contoso().examples();
    BTreeMap::from([
        ("tenant", examples.tenant),
        ("blueprint_id", examples.blueprint_id),
        ("agent_identity_id", examples.agent_identity_id),
        ("client_secret", examples.client_secret.expose().to_owned()),
        ("scope", examples.scope),
        ("client_id", examples.client_id),
    ])
}

/// A page, open.
pub(crate) struct Stage {
    pub(crate) driver: WebDriver,
    /// Where the page is.
    pub(crate) origin: String,
    proxy: Program,
    entra: Program,
    chromedriver: Program,
    profile: TempDir,
    _turn: SemaphorePermit<'static>,
}

/// What is left when the curtain has fallen.
pub(crate) struct Remains {
    /// The browser's profile on disk.
    pub(crate) profile: TempDir,
    /// All that the proxy, the simulated Entra and the console said.
    pub(crate) words: Vec<u8>,
}

impl Stage {
    /// Opens the page with the routes `entra` and `simulated`.
    pub(crate) async fn open() -> Self {
        Self::open_with(&[]).await
    }

    /// Opens the page with further routes, as `name=http://127.0.0.1:port`.
    pub(crate) async fn open_with(routes: &[String]) -> Self {
        let turn = BROWSERS.acquire().await.expect("never closed");
        let mut command = Command::new(provided("PLAYGROUND_SIMULATED_ENTRA"));
        command.args(["--listen", "127.0.0.1:0"]);
        command.args(["--spa-redirect", "http://127.0.0.1/bridge.html"]);
        let entra = Program::start(command, "listening on ");

        let mut command = Command::new(provided("PLAYGROUND_PROXY"));
        command.args(["--listen", "127.0.0.1:0"]).arg("--site").arg(provided("PLAYGROUND_DIST"));
        command.args(["--route", "entra=https://login.microsoftonline.com"]);
        let simulated = format!("simulated={}", entra.announced);
        for route in std::iter::once(&simulated).chain(routes) {
            let (name, _) = route.split_once('=').expect("name=upstream");
            command.args(["--route", route, "--route-allow-private", name]);
            command.args(["--route-authorization", name]);
        }
        command.env("RUST_LOG", "trace");
        let proxy = Program::start(command, "listening on ");
        let origin = proxy.announced.clone();

        let profile = TempDir::new().expect("a temporary folder");
        let mut command = Command::new(provided("PLAYGROUND_CHROMEDRIVER"));
        command.arg("--port=0");
        let chromedriver = Program::start(command, "started successfully on port ");
        let port = chromedriver.announced.trim_end_matches('.');
        let driver = browser(port, profile.path()).await;
        driver
            .cdp()
            .send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": WITNESS }))
            .await
            .expect("the browser takes the script");
        let stage = Self { driver, origin, proxy, entra, chromedriver, profile, _turn: turn };
        stage.load().await;
        stage
    }

    /// Loads the page and waits until it is alive.
    pub(crate) async fn load(&self) {
        self.driver.goto(&self.origin).await.expect("the page loads");
        self.see("html[data-ready]").await;
    }

    /// Waits for an element.
    pub(crate) async fn see(&self, css: &str) -> WebElement {
        let query = self.driver.query(By::Css(css)).wait(PATIENCE, Duration::from_millis(25));
        match query.first().await {
            Ok(element) => element,
            Err(_) => panic!("{css} does not appear; the page shows:\n{}", self.text("body").await),
        }
    }

    /// The text that an element shows.
    pub(crate) async fn text(&self, css: &str) -> String {
        let element = self.driver.find(By::Css(css)).await.expect("it is on the page");
        element.text().await.expect("text")
    }

    /// Clicks the button with these words.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!("//button[contains(normalize-space(.), {words:?})]");
        let query = self.driver.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(25));
        let button = query.first().await.unwrap_or_else(|_| panic!("no button says {words}"));
        button.click().await.expect("it can be clicked");
    }

    /// The host and port of the simulated Entra that the destination names.
    pub(crate) async fn host_in_title(&self) -> String {
        let title = self.text(".destination-button").await;
        let host = title.split(['(', ')']).nth(1);
        host.unwrap_or_else(|| panic!("no host in {title}")).to_owned()
    }

    /// Chooses a flow in the rail, by its title.
    pub(crate) async fn choose_flow(&self, title: &str) {
        let path = format!("//button[contains(@class,'rail-link')][starts-with(., {title:?})]");
        let query = self.driver.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(25));
        let link = query.first().await.unwrap_or_else(|_| panic!("the rail has no {title}"));
        link.click().await.expect("it can be chosen");
    }

    /// Chooses a step in the chain, counted from 0.
    pub(crate) async fn choose_step(&self, step: usize) {
        let script = "document.querySelectorAll('.chain-token button')[arguments[0]].click();";
        self.ask(script, vec![json!(step)]).await;
    }

    /// Runs a step, counted from 0, and waits until it is done.
    pub(crate) async fn run_step(&self, step: usize) {
        self.choose_step(step).await;
        self.press("Run this step").await;
        self.see(&format!(".chain-token:nth-child({} of .chain-token)[data-state=done]", step + 1))
            .await;
    }

    /// Waits until the page shows these words.
    pub(crate) async fn read(&self, words: &str) {
        for _ in 0..600 {
            if self.text("main").await.contains(words) {
                return;
            }
            self.breathe().await;
        }
        panic!("nothing says {words}; the page shows:\n{}", self.text("body").await);
    }

    /// Loads the page again with a clock that moves on when it is told to, beside
    /// its own pace.
    pub(crate) async fn drive_the_clock(&self) {
        let script = json!({ "source": CLOCK });
        let taken =
            self.driver.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await;
        taken.expect("the browser takes the script");
        self.load().await;
    }

    /// Moves the driven clock on.
    pub(crate) async fn advance(&self, seconds: u32) {
        self.ask("window.__advance(arguments[0] * 1000);", vec![json!(seconds)]).await;
    }

    /// Chooses an option of a list.
    pub(crate) async fn choose_option(&self, input: &str, option: &str) {
        let css = format!("#field-{input} option[value={option:?}]");
        self.see(&css).await.click().await.expect("it can be chosen");
    }

    /// The window beside this one, once it is there.
    pub(crate) async fn other_window(&self, this: &WindowHandle) -> WindowHandle {
        for _ in 0..400 {
            let windows = self.driver.windows().await.expect("the windows");
            if let Some(other) = windows.into_iter().find(|window| window != this) {
                return other;
            }
            self.breathe().await;
        }
        panic!("no other window opens");
    }

    /// Lets the page do what it is about to do, before it is asked again.
    pub(crate) async fn breathe(&self) {
        let script = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => setTimeout(done, 50));";
        self.driver.execute_async(script, Vec::new()).await.expect("a frame is drawn");
    }

    /// Chooses one of a few options side by side.
    pub(crate) async fn press_option(&self, input: &str, option: &str) {
        let css = format!("#field-{input}-{option}");
        self.see(&css).await.click().await.expect("it can be chosen");
    }

    /// Opens the fields that are folded away.
    pub(crate) async fn press_fold(&self) {
        self.see(".fields > .fold > summary").await.click().await.expect("it opens");
    }

    /// Types into the field of an input, in place of what it holds.
    pub(crate) async fn fill(&self, input: &str, text: &str) {
        let field = self.see(&format!("#field-{input}")).await;
        let selected = "arguments[0].focus(); arguments[0].select();";
        let element = vec![field.to_json().expect("a reference")];
        self.driver.execute(selected, element).await.expect("the field is selected");
        let typed = if text.is_empty() {
            field.send_keys(Key::Delete + "").await
        } else {
            field.send_keys(text).await
        };
        typed.expect("typing");
    }

    /// Types all of these values.
    pub(crate) async fn fill_all(&self, values: &Values, inputs: &[&'static str]) {
        for input in inputs {
            self.fill(input, &values[input]).await;
        }
    }

    /// Chooses where requests go, by the title in the menu.
    pub(crate) async fn choose_destination(&self, title: &str) {
        self.see(".destination-button").await.click().await.expect("the menu opens");
        let path = format!("//label[contains(@class,'choice')][contains(., {title:?})]//input");
        let query = self.driver.query(By::XPath(path)).wait(PATIENCE, Duration::from_millis(25));
        let choice = query.first().await.unwrap_or_else(|_| panic!("the menu has no {title}"));
        choice.click().await.expect("it can be chosen");
    }

    /// Runs all steps and waits for the last token.
    pub(crate) async fn run_all(&self) {
        self.press("Run all").await;
        self.see(".chain-token:last-child[data-state=done]").await;
    }

    /// The sentence about the token on show.
    pub(crate) async fn verdict(&self) -> String {
        self.see(".verdict-sentence").await.text().await.expect("text")
    }

    /// Pastes a text into a field or box, as the clipboard would.
    pub(crate) async fn paste(&self, css: &str, text: &str) {
        let target = self.see(css).await;
        let script = "
            const [target, text] = arguments;
            target.focus();
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', text);
            const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
            if (target.dispatchEvent(event)) {
                // A page that does not take the paste over gets it as typed text.
                document.execCommand('insertText', false, text);
            }";
        let arguments = vec![target.to_json().expect("a reference"), json!(text)];
        self.driver.execute(script, arguments).await.expect("the paste is delivered");
    }

    /// What a script in the page returns.
    pub(crate) async fn ask(&self, script: &str, arguments: Vec<Value>) -> Value {
        let answer = self.driver.execute(script, arguments).await.expect("the script runs");
        answer.json().clone()
    }

    /// The lines of the request that is shown, one parameter or header a line. A
    /// command comes from the module that loads later.
    pub(crate) async fn request_lines(&self) -> Vec<String> {
        let script = "return document.querySelector('#request-panel [aria-busy]') ? null
            : [...document.querySelectorAll('#request-panel .code-line')]
                .map(line => line.textContent.replace(/\\n$/, ''));";
        for _ in 0..400 {
            let lines = self.ask(script, Vec::new()).await;
            if !lines.is_null() {
                return serde_json::from_value(lines).expect("a list of lines");
            }
            self.breathe().await;
        }
        panic!("the request is never written; the page shows:\n{}", self.text("body").await);
    }

    /// How often a text is in the memory of each WebAssembly module, in UTF-8 or
    /// UTF-16LE: of the page, and of the simulated Entra once it is loaded.
    pub(crate) async fn in_memories(&self, text: &str) -> Vec<u64> {
        let script = "
            const utf8 = new TextEncoder().encode(arguments[0]);
            const wide = new Uint8Array([...arguments[0]].flatMap(c => [c.charCodeAt(0), 0]));
            const count = (bytes, pattern) => {
                let found = 0;
                for (let at = bytes.indexOf(pattern[0]); at >= 0; at = bytes.indexOf(pattern[0], at + 1)) {
                    if (pattern.every((byte, i) => bytes[at + i] === byte)) found++;
                }
                return found;
            };
            return window.__memories.map(memory => {
                const bytes = new Uint8Array(memory.buffer);
                return count(bytes, utf8) + count(bytes, wide);
            });";
        let counts = self.ask(script, vec![json!(text)]).await;
        serde_json::from_value(counts).expect("a count for each module")
    }

    /// Waits until a screen reader has been told something with these words.
    pub(crate) async fn hear(&self, words: &str) {
        let script = "return [...document.querySelectorAll('[aria-live], [role=status]')]
            .map(region => region.textContent).join(' ');";
        for _ in 0..400 {
            let said = self.ask(script, Vec::new()).await;
            if said.as_str().is_some_and(|said| said.contains(words)) {
                return;
            }
            self.breathe().await;
        }
        panic!("a screen reader never hears {words}; the page shows:\n{}", self.text("body").await);
    }

    /// Ends the play. The page must not have broken its content security policy
    /// nor written to the console.
    pub(crate) async fn close(self) -> Remains {
        self.close_but(&[]).await
    }

    /// As [`close`](Self::close), after a part of the page that did not come: the
    /// browser itself notes that.
    pub(crate) async fn close_after_a_blocked_load(self) -> Remains {
        self.close_but(&["net::ERR_BLOCKED_BY_CLIENT"]).await
    }

    /// As [`close`](Self::close), after a request that was refused over the
    /// network: the browser itself notes a status of 400 or above.
    pub(crate) async fn close_after_a_refused_request(self) -> Remains {
        self.close_but(&["Failed to load resource: the server responded with a status of 4"]).await
    }

    /// As [`close`](Self::close), after a route led to nobody.
    pub(crate) async fn close_after_an_unreachable_upstream(self) -> Remains {
        self.close_but(&["Failed to load resource: the server responded with a status of 502"])
            .await
    }

    async fn close_but(self, expected: &[&str]) -> Remains {
        let violations = self.ask("return window.__violations;", Vec::new()).await;
        let log = self.driver.browser_log().await.expect("the console's record");
        let console: Vec<_> = log
            .iter()
            // Chromium's own advice at its lowest level, which no reader sees:
            // that a password field is not in a form. Here none may be in one.
            .map(|entry| format!("{entry:?}"))
            .filter(|entry| !entry.contains("Password field is not contained"))
            .filter(|entry| !expected.iter().any(|words| entry.contains(words)))
            .collect();
        self.driver.quit().await.expect("the browser ends");
        let mut words = self.proxy.end();
        words.extend(self.entra.end());
        words.extend(console.join("\n").into_bytes());
        drop(self.chromedriver);
        assert_eq!(violations, json!([]), "the page keeps to its content security policy");
        assert_eq!(console, Vec::<String>::new(), "the page keeps quiet");
        Remains { profile: self.profile, words }
    }
}

async fn browser(port: &str, profile: &Path) -> WebDriver {
    let mut capabilities = DesiredCapabilities::chrome();
    let binary = provided("PLAYGROUND_CHROME");
    capabilities.set_binary(&binary.to_string_lossy()).expect("a path");
    for argument in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--window-size=1280,800",
    ] {
        capabilities.add_arg(argument).expect("an argument");
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display())).expect("an argument");
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All).expect("a level");
    WebDriver::new(format!("http://127.0.0.1:{port}"), capabilities)
        .await
        .expect("the browser starts")
}
